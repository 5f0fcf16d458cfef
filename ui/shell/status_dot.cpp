// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_dot.h"

#include "widgets/form/status/badge_painter.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace slipway {

namespace {
constexpr int dot_size = 8;
}

StatusDot::StatusDot(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setFixedSize(dot_size + 4, dot_size + 4);
}

void StatusDot::setTone(StatusTone tone)
{
    tone_ = tone;
    update();
}

void StatusDot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintToneShape(painter, QRectF(rect()).center(), dot_size, tone_, theme_.tokens().tone(tone_));
}

}  // namespace slipway

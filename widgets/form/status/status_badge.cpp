// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/status_badge.h"

#include "widgets/form/status/announce.h"
#include "widgets/form/status/badge_painter.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace slipway {

StatusBadge::StatusBadge(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

StatusBadge::StatusBadge(StatusTone tone, const QString& text, const Theme& theme, QWidget* parent)
    : StatusBadge(theme, parent)
{
    tone_ = tone;
    text_ = text;
    setAccessibleName(text);
}

void StatusBadge::setStatus(StatusTone tone, const QString& word)
{
    const QString text = cellText(word);
    if (tone == tone_ && text == text_)
        return;
    const bool changes = !text_.isEmpty() && text != text_;
    tone_ = tone;
    text_ = text;
    setAccessibleName(text);
    if (changes && isVisible())
        announce(*this, text);
    updateGeometry();
    update();
}

QSize StatusBadge::sizeHint() const
{
    return badgeSize(text_, font());
}

void StatusBadge::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    paintBadge(painter, rect(), tone_, text_, font(), theme_.tokens());
}

}  // namespace slipway

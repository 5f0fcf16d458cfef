// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/use_meter.h"

#include "ui/session/gpu_usage.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace slipway {

namespace {

constexpr int bar_width = 56;
constexpr int bar_height = 6;
constexpr int number_width = 40;
constexpr int gap = 8;

}  // namespace

UseMeter::UseMeter(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void UseMeter::setUse(std::optional<double> use)
{
    if (use == use_)
        return;
    use_ = use;
    const QString text =
        use ? tr("GPUs %1 % busy").arg(qRound(*use * 100)) : tr("How busy its GPUs are is not measured");
    setAccessibleName(text);
    setToolTip(text);
    update();
}

QSize UseMeter::sizeHint() const
{
    return {bar_width + gap + number_width, 20};
}

void UseMeter::paintEvent(QPaintEvent* /*event*/)
{
    if (!use_)
        return;
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF track(0, (height() - bar_height) / 2.0, bar_width, bar_height);
    painter.setBrush(tokens.line);
    painter.drawRoundedRect(track, bar_height / 2.0, bar_height / 2.0);
    painter.setBrush(*use_ < idle_gpu_below ? tokens.idle : tokens.running);
    const double filled = qBound(double(bar_height), track.width() * *use_, track.width());
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(filled, track.height())), bar_height / 2.0,
                            bar_height / 2.0);
    painter.setPen(tokens.dimText);
    painter.setFont(Theme::tabularFont());
    painter.drawText(QRect(bar_width + gap, 0, number_width, height()), Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 %").arg(qRound(*use_ * 100)));
}

}  // namespace slipway

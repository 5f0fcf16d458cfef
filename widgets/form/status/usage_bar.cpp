// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/usage_bar.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace slipway {

using namespace Qt::StringLiterals;

UsageBar::UsageBar(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageBar::setUsage(const QString& name, const QString& amount, double share)
{
    name_ = name;
    amount_ = amount;
    share_ = qBound(0.0, share, 1.0);
    setAccessibleName(u"%1: %2"_s.arg(name, amount));
    updateGeometry();
    update();
}

void UsageBar::setSwatch(const QColor& color, const QString& letter)
{
    if (color == swatch_ && letter == letter_)
        return;
    swatch_ = color;
    letter_ = letter;
    update();
}

QSize UsageBar::sizeHint() const
{
    return {240, 32};
}

QSize UsageBar::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(name_) + fontMetrics().horizontalAdvance(amount_) + 16, 32};
}

void UsageBar::paintSwatch(QPainter& painter) const
{
    const QRect square(0, 2, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(swatch_);
    painter.drawRoundedRect(square, 4, 4);
    QFont face = font();
    face.setPixelSize(10);
    face.setWeight(QFont::DemiBold);
    painter.setFont(face);
    painter.setPen(inkOn(swatch_));
    painter.drawText(square, Qt::AlignCenter, letter_);
}

void UsageBar::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect words(0, 0, width(), 20);
    painter.setPen(tokens.text);
    const int indent = swatch_.isValid() ? 24 : 0;
    painter.drawText(words.adjusted(indent, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, name_);
    if (swatch_.isValid())
        paintSwatch(painter);
    painter.setFont(font());
    painter.setPen(tokens.dimText);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, amount_);
    const QRectF track(0, 21, width(), 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.rail);
    painter.drawRoundedRect(track, 4, 4);
    if (share_ <= 0)
        return;
    painter.setBrush(share_ >= 1 ? tokens.idle : tokens.accent);
    painter.drawRoundedRect(
        QRectF(track.topLeft(), QSizeF(qMax(8.0, track.width() * share_), track.height())), 4, 4);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/nav_button.h"

#include "widgets/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace slipway {

namespace {

constexpr int kHeight = 32;
constexpr int kIcon = 16;

}  // namespace

NavButton::NavButton(IconName name, const QString& text, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent), theme_(theme)
{
    setText(text);
    setIcon(slipway::icon(name, theme));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setCount(int count)
{
    if (count == count_)
        return;
    count_ = count;
    setAccessibleDescription(count > 0 ? tr("%n entries", nullptr, count) : QString());
    updateGeometry();
    update();
}

QSize NavButton::sizeHint() const
{
    QFont words = font();
    words.setWeight(QFont::Medium);
    QFont small = words;
    small.setPixelSize(11);
    const int number = count_ > 0 ? QFontMetrics(small).horizontalAdvance(locale().toString(count_)) + 6 : 0;
    return {36 + QFontMetrics(words).horizontalAdvance(text()) + number + 11, kHeight};
}

void NavButton::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (isChecked() || underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? tokens.accent : isChecked() ? tokens.line : QColor(Qt::transparent));
        painter.setBrush(isChecked() ? tokens.panel : underMouse() ? tokens.hover : QColor(Qt::transparent));
        painter.drawRoundedRect(frame, 6, 6);
    }
    icon().paint(&painter, QRect(10, (height() - kIcon) / 2, kIcon, kIcon), Qt::AlignCenter,
                 isEnabled() ? QIcon::Normal : QIcon::Disabled, isChecked() ? QIcon::On : QIcon::Off);

    QFont words = font();
    words.setWeight(isChecked() ? QFont::Medium : QFont::Normal);
    painter.setFont(words);
    painter.setPen(isChecked() ? tokens.text : tokens.dimText);
    const QRect inner = rect().adjusted(36, 0, -10, 0);
    QRect room = inner;
    if (count_ > 0) {
        QFont small = words;
        small.setPixelSize(11);
        const QString number = locale().toString(count_);
        room.setRight(room.right() - QFontMetrics(small).horizontalAdvance(number) - 6);
        painter.setFont(small);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, number);
        painter.setFont(words);
    }
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(words).elidedText(text(), Qt::ElideRight, room.width()));
}

void NavButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void NavButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/bell_button.h"

#include "ui/news/notice_log.h"
#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/theme/text_size.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace slipway {

namespace {

constexpr int side = 30;
constexpr int most_counted = 99;

/// On a grid of 24, as the other icons are.
QPainterPath bell()
{
    QPainterPath path;
    path.moveTo(5, 17);
    path.cubicTo(7, 15, 6.5, 12, 7, 9.5);
    path.cubicTo(7.5, 6.5, 9.5, 5, 12, 5);
    path.cubicTo(14.5, 5, 16.5, 6.5, 17, 9.5);
    path.cubicTo(17.5, 12, 17, 15, 19, 17);
    path.closeSubpath();
    path.moveTo(10.2, 19.8);
    path.cubicTo(11, 21, 13, 21, 13.8, 19.8);
    return path;
}

}  // namespace

BellButton::BellButton(NoticeLog& log, const Theme& theme, QWidget* parent)
    : QToolButton(parent), log_(log), theme_(theme)
{
    setObjectName(QStringLiteral("notices"));
    setFixedSize(side, side);
    setButtonKind(*this, ButtonKind::Plain);
    connect(&log, &NoticeLog::changed, this, &BellButton::retranslate);
    retranslated(this, [this] { retranslate(); });
}

void BellButton::retranslate()
{
    const QString name =
        log_.unread() == 0 ? tr("Notifications") : tr("Notifications, %n new", nullptr, log_.unread());
    setAccessibleName(name);
    setToolTip(name);
    update();
}

void BellButton::paintEvent(QPaintEvent* event)
{
    QToolButton::paintEvent(event);
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.translate((width() - 18) / 2.0, (height() - 18) / 2.0);
    painter.scale(0.75, 0.75);
    painter.setPen(QPen(underMouse() || hasFocus() ? tokens.text : tokens.dimText, 1.8, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(bell());
    painter.restore();
    if (log_.unread() == 0)
        return;
    QFont small = Theme::font();
    small.setPixelSize(scaledText(10));
    small.setWeight(QFont::DemiBold);
    const QString count =
        log_.unread() > most_counted ? QStringLiteral("99+") : QString::number(log_.unread());
    const QFontMetrics metrics(small);
    const qreal badge_height = metrics.height();
    const qreal badge_width = qMax(badge_height, metrics.horizontalAdvance(count) + 7.0);
    const QRectF badge(width() - badge_width, 0, badge_width, badge_height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accent);
    painter.drawRoundedRect(badge, badge_height / 2, badge_height / 2);
    painter.setPen(tokens.onAccent);
    painter.setFont(small);
    painter.drawText(badge, Qt::AlignCenter, count);
}

}  // namespace slipway

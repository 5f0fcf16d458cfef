// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_tooltip.h"

#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

namespace {

constexpr int kPadding = 12;
constexpr int kLine = 20;
constexpr int kSwatch = 8;
constexpr int kDistance = 14;

}  // namespace

ChartTooltip::ChartTooltip(const Theme& theme, QWidget* window) : QWidget(window), theme_(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    QFont small = font();
    small.setPixelSize(12);
    setFont(small);
    hide();
}

void ChartTooltip::showValues(const QString& heading, QList<Row> rows, QPoint at)
{
    heading_ = heading;
    rows_ = std::move(rows);
    resize(fittingSize());
    const QSize room = parentWidget()->size();
    int x = at.x() + kDistance;
    if (x + width() > room.width())
        x = at.x() - kDistance - width();
    const int y = std::clamp(at.y() + kDistance, 0, std::max(0, room.height() - height()));
    move(std::max(0, x), y);
    show();
    raise();
    update();
}

QSize ChartTooltip::fittingSize() const
{
    int names = 0;
    int values = 0;
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    for (const Row& row : rows_) {
        names = std::max(names, fontMetrics().horizontalAdvance(row.name));
        values = std::max(values, QFontMetrics(strong).horizontalAdvance(row.value));
    }
    const int width = std::max(fontMetrics().horizontalAdvance(heading_), kSwatch + 6 + names + 18 + values);
    return {width + 2 * kPadding, (static_cast<int>(rows_.size()) + 1) * kLine + kPadding};
}

void ChartTooltip::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens.line);
    painter.setBrush(tokens.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    QRect line(kPadding, kPadding / 2, width() - 2 * kPadding, kLine);
    painter.setPen(tokens.dimText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, heading_);
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    for (const Row& row : rows_) {
        line.translate(0, kLine);
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.color);
        painter.drawRoundedRect(
            QRectF(line.left(), line.center().y() - kSwatch / 2.0 + 0.5, kSwatch, kSwatch), 2, 2);
        painter.setPen(tokens.text);
        painter.setFont(font());
        painter.drawText(line.adjusted(kSwatch + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
        painter.setFont(strong);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
}

}  // namespace slipway

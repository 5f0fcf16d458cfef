// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/badge_painter.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPolygonF>

namespace slipway {

namespace {

constexpr int kHeight = 18;
constexpr int kPadding = 8;
constexpr int kShape = 7;
constexpr int kShapeGap = 5;

QFont badgeFont(QFont font)
{
    font.setPixelSize(12);
    font.setWeight(QFont::Medium);
    return font;
}

}  // namespace

QSize badgeSize(const QString& text, const QFont& font)
{
    return {2 * kPadding + kShape + kShapeGap + QFontMetrics(badgeFont(font)).horizontalAdvance(text) + 1,
            kHeight};
}

void paintToneShape(QPainter& painter, QPointF center, qreal size, StatusTone tone, const QColor& color)
{
    const qreal half = size / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(center);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (tone) {
    case StatusTone::Waiting:
        painter.drawEllipse(QPointF(0, 0), half - 0.6, half - 0.6);
        break;
    case StatusTone::Done:
        painter.drawPolyline(QPolygonF({{-half, 0}, {-half * 0.25, half * 0.75}, {half, -half * 0.7}}));
        break;
    case StatusTone::Failed:
        painter.drawLine(QPointF(-half + 0.7, -half + 0.7), QPointF(half - 0.7, half - 0.7));
        painter.drawLine(QPointF(-half + 0.7, half - 0.7), QPointF(half - 0.7, -half + 0.7));
        break;
    case StatusTone::Idle:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({{0, -half}, {half + 0.5, half}, {-half - 0.5, half}}));
        break;
    case StatusTone::Running:
    case StatusTone::Neutral:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(0, 0), half, half);
        break;
    }
    painter.restore();
}

void paintBadge(QPainter& painter, const QRect& rect, StatusTone tone, const QString& text, const QFont& font,
                const Tokens& tokens)
{
    const QFont small = badgeFont(font);
    const int width = qMin(badgeSize(text, font).width(), rect.width());
    const QRect pill(rect.left(), rect.top() + (rect.height() - kHeight) / 2, width, kHeight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.toneTint(tone));
    painter.drawRoundedRect(pill, kHeight / 2.0, kHeight / 2.0);
    const QColor color = tokens.tone(tone);
    const QPointF center(pill.left() + kPadding + kShape / 2.0, pill.top() + kHeight / 2.0);
    paintToneShape(painter, center, kShape, tone, color);
    painter.setPen(color);
    painter.setFont(small);
    const QRect words = pill.adjusted(kPadding + kShape + kShapeGap, 0, -kPadding + 1, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(small).elidedText(text, Qt::ElideRight, words.width()));
    painter.restore();
}

}  // namespace slipway

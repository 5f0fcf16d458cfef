// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QFont>
#include <QRect>
#include <QSize>
#include <QString>

class QPainter;

namespace slipway {

/// Size of the pill for this word.
QSize badgeSize(const QString& text, const QFont& font);

/// Paints the pill at the left of `rect`, centred vertically and elided to its width.
void paintBadge(QPainter& painter, const QRect& rect, StatusTone tone, const QString& text, const QFont& font,
                const Tokens& tokens);

/// The shape alone, in a square of `size` around `center`: a dot, ring, check, cross or triangle.
void paintToneShape(QPainter& painter, QPointF center, qreal size, StatusTone tone, const QColor& color);

}  // namespace slipway

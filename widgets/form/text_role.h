// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace slipway {

/// How a label reads; kept as the dynamic property "textRole" that the stylesheet knows.
enum class TextRole {
    Body,
    Strong,   ///< Semibold 13 px: titles of cards.
    Heading,  ///< Semibold 18 px: titles of pages.
    Dim,
    Small,  ///< Dim 11 px.
    Mono,
    Accent,
    Failed,
    Idle,
};

QLabel* makeLabel(const QString& text, TextRole role = TextRole::Body, QWidget* parent = nullptr);
void setTextRole(QWidget& label, TextRole role);

/// What a plain QWidget or QFrame is painted as.
enum class Surface {
    Window,
    Panel,
    Rail,       ///< With a line at its right.
    TopBar,     ///< Panel with a line below.
    StatusBar,  ///< Panel with a line above.
    Card,       ///< Panel with a frame of radius 8.
    Tint,       ///< Accent tint with an accent frame: something recommended.
};

void setSurface(QWidget& widget, Surface surface);

}  // namespace slipway

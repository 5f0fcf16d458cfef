// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QString>

class QAbstractButton;
class QPushButton;
class QToolButton;
class QWidget;

namespace slipway {

enum class ButtonKind {
    Primary,    ///< The one thing to do here.
    Secondary,  ///< Framed; the default of every QPushButton.
    Danger,     ///< Something is lost.
    Plain,      ///< No frame until hovered.
    Link,       ///< Accent text.
};

QPushButton* makeButton(const QString& text, ButtonKind kind, QWidget* parent = nullptr);

void setButtonKind(QAbstractButton& button, ButtonKind kind);

/// A square button with an icon alone; `name` is its tooltip and its accessible name.
QToolButton* makeIconButton(IconName icon, const QString& name, const Theme& theme,
                            QWidget* parent = nullptr);

}  // namespace slipway

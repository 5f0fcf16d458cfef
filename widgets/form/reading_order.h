// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace slipway {

/// Visible controls that Tab stops at, as people read the window: rows from top to bottom, what stands beside
/// each other from left to right, one group after the other.
QList<QWidget*> readingOrder(const QWidget& window);

enum class TabDirection { Forward, Back };

/// Gives the focus to the control after the one that has it, or before it; after the last comes the first.
/// For windows to override focusNextPrevChild() with: Qt's own order is that in which controls were made.
bool moveFocus(QWidget& window, TabDirection direction);

}  // namespace slipway

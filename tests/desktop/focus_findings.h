// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QWidget;

namespace slipway::test {

/// Controls in the order in which Tab leads through the window in front, from the one in focus on.
QList<QWidget*> focusRing();

/// Whether somebody who reads from left to right and from top to bottom comes to `one` first.
bool isReadBefore(const QWidget& one, const QWidget& other);

/// Sentences about steps of the ring that lead back or to where nothing is seen, and about what keys cannot
/// reach although it is on screen.
QStringList ringFindings(const QWidget& window, const QList<QWidget*>& ring);

/// What is wrong with how the control shows that it has the focus; empty when people see it. Its look changes
/// by lines of a contrast of 3 at least, as WCAG asks. Takes the focus.
QString focusFinding(QWidget& control);

/// By which controls look alike: the class, and what its style depends on.
QString kindOf(const QWidget& control);

}  // namespace slipway::test

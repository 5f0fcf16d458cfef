// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace slipway::test {

/// Texts of `window` that are paler than WCAG AA allows, measured in its picture: the ground is what most
/// pixels around a text have, the ink what differs most from it. Needs two pixels or more for each point,
/// since thin strokes are never wholly of their colour otherwise. Each finding is a sentence.
QStringList contrastFindings(QWidget& window);

}  // namespace slipway::test

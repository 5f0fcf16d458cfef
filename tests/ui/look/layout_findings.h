// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace slipway::test {

/// What a person could not read or would see one over the other in `window` as it is laid out now: each a
/// sentence that names the widget. Empty when everything has its room.
QStringList layoutFindings(const QWidget& window);

}  // namespace slipway::test

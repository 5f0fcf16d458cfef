// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace slipway::test {

/// What on screen interprets what it was sent, obeys its marks, or is longer than anybody reads: each a
/// sentence. Empty when all texts are harmless.
QStringList auditTexts(const QWidget& window);

}  // namespace slipway::test

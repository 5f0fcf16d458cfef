// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace slipway {

/// Tells screen readers what changed, as if `source` said it.
void announce(QWidget& source, const QString& text);

}  // namespace slipway

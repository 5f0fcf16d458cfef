// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace slipway {

/// Styles a widget again, whose properties have changed. One that was never shown is styled then.
void restyle(QWidget& widget);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace slipway {

struct Tokens;

/// The look of every standard widget in these colours.
QString styleSheet(const Tokens& tokens);

QPalette palette(const Tokens& tokens);

}  // namespace slipway

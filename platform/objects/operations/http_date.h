// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace slipway {

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string formatHttpDate(Timestamp time);

/// Reads that form alone; nothing otherwise, which a server must treat as an absent header.
std::optional<Timestamp> parseHttpDate(const std::string& text);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace slipway {

/// JSON values; include <nlohmann/json.hpp> in the .cpp that looks inside one.
using Json = nlohmann::json;

/// Parses untrusted text: at most 64 levels deep, no duplicate keys, valid UTF-8. Never throws.
Result<Json> parseJson(std::string_view text);

/// Compact text; bytes that are not UTF-8 become U+FFFD. Never throws.
std::string dumpJson(const Json& value);

}  // namespace slipway

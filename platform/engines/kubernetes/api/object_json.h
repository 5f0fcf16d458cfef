// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"

#include <string_view>

namespace slipway {

/// Reads what an API server sent, in one pass and without its managed fields, which nobody here reads and
/// which are often the larger part. At most 64 levels deep; of a member that comes twice the last counts.
/// Never throws.
Result<Json> parseObject(std::string_view text);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace slipway {

/// Whether a key is one of uploaded code, "code/SHA256.tar", which comes in one put alone.
bool isCode(std::string_view key);

/// Code is found by its hash, so nobody may put other code under the name of somebody's: "BadDigest" when the
/// content has another SHA-256 (hex) than its key says.
Result<void> checkCode(std::string_view key, const std::string& sha256);

/// What the other ways to make an object answer for code.
Result<void> refuseCode(std::string_view key);

}  // namespace slipway

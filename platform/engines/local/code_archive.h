// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>

namespace slipway {

/// Unpacks a tar archive (plain or compressed) into an existing directory. Only directories, regular files,
/// and links that stay inside are made; an archive with anything else, or with a name that leads out, is
/// refused with `InvalidArgument` and a sentence that names the entry. What was unpacked before that stays.
Result<void> unpackCode(const std::filesystem::path& archive, const std::filesystem::path& directory);

}  // namespace slipway

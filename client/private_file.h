// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string_view>

namespace slipway {

/// Makes the directory and those above it, the last readable by its user alone.
Result<void> makePrivateDirectory(const std::filesystem::path& directory);

/// Replaces a file in one step, readable by its user alone (0600 in a 0700 directory).
Result<void> writePrivateFile(const std::filesystem::path& file, std::string_view content);

/// Makes an empty file with a name that nobody could guess, which begins with `prefix`, where files live that
/// nobody keeps. Only its user can read it; whoever asked removes it.
Result<std::filesystem::path> makePrivateTemporary(std::string_view prefix);

}  // namespace slipway

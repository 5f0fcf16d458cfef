// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>

namespace slipway {

/// Deletes a file or a directory with all below it; links are deleted, never followed. What a user made
/// unwritable is made writable first. An absent path is a success.
Result<void> removeTree(const std::filesystem::path& path);

}  // namespace slipway

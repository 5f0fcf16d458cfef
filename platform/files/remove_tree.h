// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <stop_token>

namespace slipway {

/// Deletes a file or a directory with all below it. An absent path is a success.
///
/// Follows no link below `path`, even if somebody swaps directories for links meanwhile, and takes any depth.
/// What a user made unwritable is made writable first. `Canceled` when asked to stop half way.
Result<void> removeTree(const std::filesystem::path& path, const std::stop_token& stop = {});

}  // namespace slipway

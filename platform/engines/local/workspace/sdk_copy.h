// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>

namespace slipway {

/// Copies the Python SDK to where every Unix user can read it, into a folder named after its content, so that
/// tasks that run keep theirs across an upgrade. Returns that folder, `directory/DIGEST`.
Result<std::filesystem::path> copySdk(const std::filesystem::path& sdk,
                                      const std::filesystem::path& directory);

}  // namespace slipway

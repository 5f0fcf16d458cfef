// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>

namespace slipway {

/// Writes a backup of the platform in `directory`, whose server may be running, into the new directory
/// `target`: one consistent state of the database, with the keys without which it cannot be read. Objects and
/// homes of environments are plain files for which any file backup serves.
Result<void> backUp(const std::filesystem::path& directory, const std::filesystem::path& target);

/// Puts a backup in the place of what is in `directory`, on which no server may run. What was there is moved
/// aside; returns to where, or nothing when there was nothing. `DataLoss`, and nothing done, when the backup
/// is damaged.
Result<std::filesystem::path> restore(const std::filesystem::path& directory,
                                      const std::filesystem::path& backup);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace slipway {

class Database;

/// `DataLoss`, with what to do, unless all pages and indexes of the database fit together.
Result<void> checkSound(Database& database, const std::filesystem::path& file);

/// Writes one consistent state of a database, which may be in use, to a new file (0600), and makes it
/// durable. `AlreadyExists` when there is one.
Result<void> copyDatabase(const std::filesystem::path& file, const std::filesystem::path& target);

/// Checks a database that nobody uses: that it is sound, and that this version can open it.
Result<void> checkDatabaseFile(const std::filesystem::path& file);

/// One record of a database, without opening it as a store; nothing when there is none.
Result<std::optional<std::string>> readRecord(const std::filesystem::path& file, const std::string& space,
                                              const std::string& key);

}  // namespace slipway

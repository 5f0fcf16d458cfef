// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

namespace slipway {

class Database;
struct StoreOptions;

/// `Conflict` (type "newer-schema") when a newer program wrote the database.
Result<void> checkSchema(Database& database);

/// Brings the database to the newest schema, step by step in one transaction. `Conflict` (type
/// "newer-schema") when a newer program wrote it.
Result<void> migrate(Database& database, const StoreOptions& options);

}  // namespace slipway

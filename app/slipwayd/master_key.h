// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/auth/secret_box.h"
#include "platform/store/store.h"

#include <filesystem>

namespace slipway {

/// Opens the master key of the platform in `directory`, or makes it. A rotation that was interrupted is
/// finished when the database has taken the new key, and undone when not.
Result<SecretBox> openMasterKey(const std::filesystem::path& directory);

/// How a store is opened with that key.
StoreOptions storeOptions(const SecretBox& secrets);

/// Keeps in the database by what a key is known to be its own.
Result<void> markWith(Transaction& transaction, const SecretBox& secrets);
/// Whether the key is the one that the database was written with.
Result<bool> fits(const std::filesystem::path& database, const SecretBox& secrets);

/// Replaces the master key of a platform that no server runs on: seals every stored secret and links the
/// audit trail with a new one, in one step that a crash cannot halve. `DataLoss` when the trail is broken,
/// which this would hide.
Result<void> rotateMasterKey(const std::filesystem::path& directory);

}  // namespace slipway

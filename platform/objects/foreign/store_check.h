// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/objects/foreign/foreign_store.h"

namespace slipway {

/// Writes, reads, lists and deletes a small object below the store's prefix, as slipwayd will. `Unavailable`
/// may pass by itself; any other error stays until somebody corrects what its sentence names.
Result<void> checkStore(ForeignStore& store);

}  // namespace slipway

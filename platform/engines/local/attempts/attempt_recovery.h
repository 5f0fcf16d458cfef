// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/attempts/attempt.h"
#include "platform/engines/local/data_layout.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace slipway {

/// The attempts that an earlier engine left in the data directory, running and ended. What was prepared but
/// never got a waiter is deleted: it has not started, and may be started again under the same name.
/// `Unavailable` when a later version of Slipway left one that this version cannot judge.
Result<std::vector<std::shared_ptr<const Attempt>>> recoverAttempts(const DataLayout& layout);

/// Deletes an attempt that has no waiter, in such a way that none can claim it meanwhile. False when one had.
bool discardUnstarted(const std::filesystem::path& attempt);

}  // namespace slipway

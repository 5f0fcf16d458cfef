// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/auth/authenticator.h"
#include "platform/store/store.h"

#include <string>
#include <string_view>

namespace slipway {

/// What is to be done with a key. What nobody may write any more can still be removed.
enum class KeyChange { Write, Remove };

/// Whether the caller may write or remove `key`; "AccessDenied" with the reason. Engineers write in their
/// projects, but not in sealed datasets, nor in datasets and job outputs of others, which only a manager
/// changes. Under "datasets/" and "jobs/" there is room for those of datasets and jobs alone, and under
/// "code/" for code by its hash. A task writes within its scope alone.
Result<void> checkWrite(Store& store, const Caller& caller, const std::string& bucket, std::string_view key,
                        KeyChange change = KeyChange::Write);

}  // namespace slipway

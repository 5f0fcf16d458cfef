// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>

namespace slipway {

/// What the records of an attempt that this version writes say in their member "version". Raised when an
/// older reader would misunderstand them; a member that it may ignore needs no new version.
inline constexpr std::int64_t record_version = 1;

/// The type of the error below.
inline constexpr const char* later_version = "later-version";

/// slipwayd and the runners of a task may be one version apart, in either direction: each reads the records
/// of the versions before and of the next, and ignores what it does not know. `Unavailable` for later ones,
/// so that nothing is concluded from what may mean something else. Records without the member are the first
/// ones.
Result<void> checkRecordVersion(const Json& record);

}  // namespace slipway

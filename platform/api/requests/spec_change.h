// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

/// Which members of a spec may change once the resource exists. The specs are canonical.
namespace slipway {

/// The user stays; the last word on roles is with whoever writes it.
Result<void> checkMemberChange(const Resource& before, const Resource& after);

/// While it holds a machine only its description and `released` may change.
Result<void> checkEnvironmentChange(const Resource& before, const Resource& after);

/// What runs is what was submitted: only description, retries and, once, `stopped` may change.
Result<void> checkJobChange(const Resource& before, const Resource& after);

/// A volume may only grow: its size, and its description, may change.
Result<void> checkVolumeChange(const Resource& before, const Resource& after);

/// Where a store keeps objects stays; how it is reached may change, but not of the platform's own.
Result<void> checkStoreChange(const Resource& before, const Resource& after);

/// Sealed data stays as it is, and all data where it was put; its description and its copies may change.
Result<void> checkDatasetChange(const Resource& before, const Resource& after);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

namespace slipway {

struct ApiContext;
struct Caller;

// What requests check of volumes beside their specs; resources of other kinds pass.

/// `PermissionDenied` unless an administrator names what is the cluster's own: claims, and CSI drivers with
/// their secrets. `InvalidArgument` when the engine cannot have it.
Result<void> checkNewVolume(ApiContext& context, const Caller& caller, const Resource& wanted);

/// `Conflict` when its storage cannot become as large as `wanted` says.
Result<void> checkVolumeGrowth(ApiContext& context, const Resource& before, const Resource& wanted);

/// `Conflict` (type "volume-in-use") while a workload that has not ended mounts it.
Result<void> checkNotMounted(ApiContext& context, const Resource& resource);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

namespace slipway {

class Store;
struct Call;
struct Caller;

/// Whether the caller may use the route of `call`. A project that they may not see is `NotFound`.
Result<void> checkAccess(Store& store, const Call& call);

/// Whether the caller may read a resource of this kind, project, name and owner.
bool maySee(const Caller& caller, const Resource& resource);

/// Whether the caller may change `resource`: their own, or as a manager. `PermissionDenied` otherwise.
Result<void> checkOwnership(const Caller& caller, const Resource& resource);

/// The resource that the call's path means. What the caller may not see is `NotFound`.
Result<Resource> findTarget(Store& store, const Call& call);

}  // namespace slipway

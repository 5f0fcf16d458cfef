// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>

namespace slipway {

/// The task of a workload; there is one.
TaskId taskOf(const ResourceId& workload);

/// "project/jobs/name"
std::string pathOf(const Resource& resource);

/// What the engine needs to start attempt `attempt` of a job or an environment, its flavor, image,
/// environment and datasets looked up. `InvalidArgument` when it can never start as it stands (type
/// "unknown-flavor", "unknown-image", "unknown-environment", "unknown-dataset"), `Conflict` when it has to
/// wait for something else (type "waiting-for-dataset").
Result<TaskStart> makeTaskStart(Store& store, const Resource& workload, std::int64_t attempt);

}  // namespace slipway

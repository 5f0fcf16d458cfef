// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway {

/// The task of a workload's replica of this number; 0 is the only one, or leads.
TaskId taskOf(const ResourceId& workload, std::int64_t replica = 0);

/// All tasks that attempts of a workload have.
std::vector<TaskId> tasksOf(const Resource& workload);

/// "project/jobs/name"
std::string pathOf(const Resource& resource);

/// What the engine needs to start attempt `attempt` of a job or an environment, its flavors, image,
/// environment, datasets and volumes looked up; one task, or one for each replica. `InvalidArgument` when it
/// can never start as it stands (type "unknown-flavor", "unknown-image", "unknown-environment",
/// "unknown-dataset", "unknown-volume", "not-your-volume"), `Conflict` when it has to wait for something else
/// (type "waiting-for-dataset", "waiting-for-volume").
Result<TaskGroup> makeTaskGroup(Store& store, const Resource& workload, std::int64_t attempt);

}  // namespace slipway

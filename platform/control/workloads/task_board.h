// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"

#include <map>
#include <vector>

namespace slipway {

/// What the engine last said of each workload's newest attempt. Not thread-safe.
class TaskBoard {
public:
    /// Takes news of a task; what is older than what is known is ignored. True when it changed anything.
    bool note(const TaskState& state);
    void forget(const ResourceId& workload) { tasks_.erase(workload); }

    /// Nothing when the engine knows no attempt of it.
    const TaskState* find(const ResourceId& workload) const;
    /// Whether an attempt of it holds anything now.
    bool active(const ResourceId& workload) const;

    std::vector<ResourceId> workloads() const;

private:
    std::map<ResourceId, TaskState> tasks_;
};

}  // namespace slipway

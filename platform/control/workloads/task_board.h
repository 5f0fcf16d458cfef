// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/control/workloads/attempt_tasks.h"

#include <map>
#include <vector>

namespace slipway {

/// What the engine last said of each workload's newest attempt. Not thread-safe.
class TaskBoard {
public:
    /// See AttemptTasks::note().
    bool note(const TaskState& state) { return workloads_[state.workload].note(state); }
    void forget(const ResourceId& workload) { workloads_.erase(workload); }

    /// Nothing when the engine knows no attempt of it.
    const AttemptTasks* find(const ResourceId& workload) const
    {
        const auto entry = workloads_.find(workload);
        return entry == workloads_.end() ? nullptr : &entry->second;
    }
    /// Whether an attempt of it holds anything now.
    bool active(const ResourceId& workload) const
    {
        const AttemptTasks* tasks = find(workload);
        return tasks != nullptr && tasks->active();
    }

private:
    std::map<ResourceId, AttemptTasks> workloads_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/task_board.h"

#include <utility>

namespace slipway {

bool TaskBoard::note(const TaskState& state)
{
    const auto [entry, added] = tasks_.try_emplace(state.workload, state);
    if (added)
        return true;
    TaskState& known = entry->second;
    if (std::pair(state.attempt, state.stage) < std::pair(known.attempt, known.stage))
        return false;
    known = state;
    return true;
}

const TaskState* TaskBoard::find(const ResourceId& workload) const
{
    const auto entry = tasks_.find(workload);
    return entry == tasks_.end() ? nullptr : &entry->second;
}

bool TaskBoard::active(const ResourceId& workload) const
{
    const TaskState* task = find(workload);
    return task && task->stage != TaskState::Stage::Ended;
}

std::vector<ResourceId> TaskBoard::workloads() const
{
    std::vector<ResourceId> ids;
    for (const auto& [id, task] : tasks_)
        ids.push_back(id);
    return ids;
}

}  // namespace slipway

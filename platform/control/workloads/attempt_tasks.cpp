// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/attempt_tasks.h"

#include "core/resources/replicas.h"
#include "platform/control/workloads/workload_outcome.h"

#include <algorithm>
#include <optional>

namespace slipway {

namespace {

using Stage = TaskState::Stage;

bool succeeded(const TaskExit& exit)
{
    return exit.cause == TaskExit::Cause::Exited && exit.code == 0 && !exit.signal;
}

bool failed(const TaskState& task)
{
    return task.exit && !succeeded(*task.exit) && task.exit->cause != TaskExit::Cause::Stopped;
}

/// Whose end comes first counts: the others often fall with it.
bool endedBefore(const TaskState* a, const TaskState* b)
{
    return a->exit->ended_at < b->exit->ended_at;
}

}  // namespace

bool AttemptTasks::note(const TaskState& state)
{
    if (state.attempt < attempt_)
        return false;
    if (state.attempt > attempt_) {
        tasks_.clear();
        attempt_ = state.attempt;
    }
    const auto [entry, added] = tasks_.try_emplace(state.replica.number, state);
    if (added)
        return true;
    if (state.stage < entry->second.stage)
        return false;
    entry->second = state;
    return true;
}

std::vector<const TaskState*> AttemptTasks::tasks() const
{
    std::vector<const TaskState*> all;
    for (const auto& [number, task] : tasks_)
        all.push_back(&task);
    return all;
}

bool AttemptTasks::complete() const
{
    return !tasks_.empty() && std::ssize(tasks_) >= lead().replica.of;
}

TaskState::Stage AttemptTasks::stage() const
{
    const auto any = [this](Stage stage) {
        return std::any_of(tasks_.begin(), tasks_.end(),
                           [stage](const auto& entry) { return entry.second.stage == stage; });
    };
    if (any(Stage::Stopping))
        return Stage::Stopping;
    if (any(Stage::Starting))
        return Stage::Starting;
    return any(Stage::Running) ? Stage::Running : Stage::Ended;
}

bool AttemptTasks::hasToEnd() const
{
    if (tasks_.size() <= 1 && complete())
        return false;
    bool working = false;
    for (const auto& [number, task] : tasks_) {
        if (failed(task))
            return true;
        working = working || (!task.exit && takesPart(task.replica.role));
    }
    return !working || !complete();
}

TaskExit AttemptTasks::exit(bool seen_active) const
{
    if (!complete() && !seen_active) {
        TaskExit never = vanishedExit();
        never.cause = TaskExit::Cause::Withdrawn;
        never.message = "The platform was interrupted while it started its replicas.";
        return never;
    }
    const TaskState* decisive = nullptr;
    const TaskState* stopped = nullptr;
    for (const TaskState* task : tasks()) {
        if (!task->exit)
            return vanishedExit();
        if (failed(*task) && (decisive == nullptr || endedBefore(task, decisive)))
            decisive = task;
        if (!succeeded(*task->exit) && takesPart(task->replica.role))
            stopped = task;
    }
    if (decisive == nullptr && !complete())
        return vanishedExit();
    if (decisive == nullptr)
        decisive = stopped != nullptr ? stopped : &lead();
    TaskExit exit = *decisive->exit;
    exit.replica = decisive->replica.name();
    for (const TaskState* task : tasks())
        exit.ended_at = std::max(exit.ended_at, task->exit->ended_at);
    return exit;
}

}  // namespace slipway

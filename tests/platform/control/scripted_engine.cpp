// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/platform/control/scripted_engine.h"

#include <algorithm>

namespace slipway {

ScriptedEngine::ScriptedEngine(int gpus)
{
    node_.engine = "scripted";
    for (int i = 0; i < gpus; ++i)
        node_.gpus.push_back({"gpu-" + std::to_string(i), "simulated", 0, true, {}, {}, {}});
}

Result<void> ScriptedEngine::reachable() const
{
    return answers ? Result<void>() : fail(ErrorCode::Unavailable, "It does not answer.");
}

Result<void> ScriptedEngine::separatesProjects() const
{
    return separates ? Result<void>() : fail(ErrorCode::Conflict, "All tasks here run as one Unix user.");
}

std::vector<std::pair<std::string, NodeStatus>> ScriptedEngine::capacity()
{
    const std::lock_guard lock(mutex_);
    return {{"node", node_}};
}

std::vector<TaskState> ScriptedEngine::list()
{
    const std::lock_guard lock(mutex_);
    std::vector<TaskState> all;
    for (const auto& [task, state] : tasks_)
        all.push_back(state);
    return all;
}

Result<std::vector<TaskState>> ScriptedEngine::start(const TaskGroup& group)
{
    std::vector<TaskState> states;
    {
        const std::lock_guard lock(mutex_);
        const auto known = tasks_.find(group.front().task);
        if (known != tasks_.end() && known->second.attempt == group.front().attempt) {
            for (const TaskStart& start : group)
                states.push_back(tasks_.at(start.task));
            return states;
        }
        if (const Result<void> room = fitsLocked(group); !room)
            return propagate(room);
        for (const TaskStart& start : group)
            states.push_back(startLocked(start));
    }
    for (const TaskState& state : states)
        tell(state);
    return states;
}

TaskState ScriptedEngine::startLocked(const TaskStart& start)
{
    TaskState state;
    state.task = start.task;
    state.attempt = start.attempt;
    state.workload = start.workload;
    state.replica = start.replica;
    state.holder = start.holder;
    state.node = "node";
    state.stage = TaskState::Stage::Running;
    state.started_at = now();
    for (GpuStatus& gpu : node_.gpus) {
        if (gpu.held_by.empty() && std::ssize(state.gpus) < start.gpus) {
            gpu.held_by = start.holder;
            state.gpus.push_back(gpu.id);
        }
    }
    tasks_.insert_or_assign(start.task, state);
    starts_.push_back(start);
    return state;
}

Result<void> ScriptedEngine::fits(const TaskGroup& group)
{
    const std::lock_guard lock(mutex_);
    return fitsLocked(group);
}

Result<void> ScriptedEngine::stop(const TaskId& task, std::int64_t, std::chrono::milliseconds)
{
    if (stops_at_once)
        end(task, TaskExit::Cause::Stopped, std::nullopt);
    return {};
}

Result<void> ScriptedEngine::forget(const TaskId& task)
{
    const std::lock_guard lock(mutex_);
    if (tasks_.erase(task) == 0)
        return fail(ErrorCode::NotFound, "No such task.");
    return {};
}

Result<void> ScriptedEngine::deleteEnvironmentFiles(const ResourceId& environment)
{
    const std::lock_guard lock(mutex_);
    deleted_environments_.push_back(environment);
    return {};
}

Result<VolumeStatus> ScriptedEngine::tendVolume(const Volume&)
{
    if (has_no_storage_left)
        return fail(ErrorCode::ResourceExhausted, "The quota of storage is used up.", "cluster-quota");
    VolumeStatus status;
    status.phase = volumes_are_ready ? "Ready" : "Pending";
    status.message = "It is being made.";
    return status;
}

Result<bool> ScriptedEngine::deleteVolume(const Volume&)
{
    return true;
}

void ScriptedEngine::watch(std::function<void(const TaskState&)> sink)
{
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
}

Result<std::filesystem::path> ScriptedEngine::streamsDirectory(const TaskId& task, std::int64_t attempt)
{
    if (!streams_root.empty())
        return streams_root / task.text() / std::to_string(attempt) / "streams";
    return fail(ErrorCode::NotFound, "No streams.");
}

void ScriptedEngine::end(const TaskId& task, TaskExit::Cause cause, std::optional<std::int64_t> code)
{
    TaskState state;
    {
        const std::lock_guard lock(mutex_);
        const auto known = tasks_.find(task);
        if (known == tasks_.end() || known->second.stage == TaskState::Stage::Ended)
            return;
        for (GpuStatus& gpu : node_.gpus) {
            const std::vector<std::string>& held = known->second.gpus;
            if (std::find(held.begin(), held.end(), gpu.id) != held.end())
                gpu.held_by.clear();
        }
        known->second.stage = TaskState::Stage::Ended;
        known->second.gpus.clear();
        known->second.exit = TaskExit{cause, code, std::nullopt, "As the test says.", now()};
        state = known->second;
    }
    tell(state);
}

void ScriptedEngine::lose(const TaskId& task)
{
    const std::lock_guard lock(mutex_);
    tasks_.erase(task);
}

std::vector<TaskStart> ScriptedEngine::starts() const
{
    const std::lock_guard lock(mutex_);
    return starts_;
}

std::vector<ResourceId> ScriptedEngine::deletedEnvironments() const
{
    const std::lock_guard lock(mutex_);
    return deleted_environments_;
}

Result<void> ScriptedEngine::fitsLocked(const TaskGroup& group) const
{
    std::int64_t gpus = 0;
    for (const TaskStart& start : group)
        gpus += start.gpus;
    if (gpus > std::ssize(node_.gpus))
        return fail(ErrorCode::InvalidArgument,
                    "Needs " + std::to_string(gpus) + " GPUs; the machine has " +
                        std::to_string(node_.gpus.size()) + ".",
                    "never-fits");
    const auto free = std::count_if(node_.gpus.begin(), node_.gpus.end(),
                                    [](const GpuStatus& gpu) { return gpu.held_by.empty(); });
    if (gpus > free)
        return fail(ErrorCode::ResourceExhausted, "There is no room now.", "no-capacity");
    return {};
}

void ScriptedEngine::tell(const TaskState& state)
{
    std::function<void(const TaskState&)> sink;
    {
        const std::lock_guard lock(mutex_);
        sink = sink_;
    }
    if (sink)
        sink(state);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"

#include <atomic>
#include <map>
#include <mutex>

namespace slipway {

/// An engine whose tasks do what the test says. Holds GPUs as a real one does; starts are Running at once.
class ScriptedEngine final : public Engine {
public:
    explicit ScriptedEngine(int gpus);

    Result<void> reachable() const override;
    bool runsContainers() const override { return containers; }
    Result<void> separatesProjects() const override;
    std::vector<std::pair<std::string, NodeStatus>> capacity() override;
    std::vector<TaskState> list() override;
    using Engine::fits;
    using Engine::start;
    Result<std::vector<TaskState>> start(const TaskGroup& group) override;
    Result<void> fits(const TaskGroup& group) override;
    Result<void> stop(const TaskId& task, std::int64_t, std::chrono::milliseconds) override;
    Result<void> forget(const TaskId& task) override;
    Result<void> deleteEnvironmentFiles(const ResourceId& environment) override;
    Result<void> checkVolume(const Volume&) override { return {}; }
    Result<VolumeStatus> tendVolume(const Volume& volume) override;
    Result<bool> deleteVolume(const Volume& volume) override;
    void watch(std::function<void(const TaskState&)> sink) override;
    Result<std::filesystem::path> streamsDirectory(const TaskId& task, std::int64_t attempt) override;

    /// Ends a task that runs, as the test wants it.
    void end(const TaskId& task, TaskExit::Cause cause, std::optional<std::int64_t> code);

    /// Forgets a task as a machine does that lost its disk.
    void lose(const TaskId& task);

    std::vector<TaskStart> starts() const;
    std::vector<ResourceId> deletedEnvironments() const;

    std::atomic<bool> stops_at_once = true;
    std::atomic<bool> separates = true;
    std::atomic<bool> containers = false;
    std::atomic<bool> answers = true;  ///< Whether it can be reached.
    std::atomic<bool> volumes_are_ready = true;
    std::atomic<bool> has_no_storage_left = false;
    /// Where streams lie, as TASK/ATTEMPT/streams; none when empty. Set before use.
    std::filesystem::path streams_root;

private:
    Result<void> fitsLocked(const TaskGroup& group) const;
    TaskState startLocked(const TaskStart& start);
    void tell(const TaskState& state);

    mutable std::mutex mutex_;
    NodeStatus node_;
    std::map<TaskId, TaskState> tasks_;
    std::vector<TaskStart> starts_;
    std::vector<ResourceId> deleted_environments_;
    std::function<void(const TaskState&)> sink_;
};

}  // namespace slipway

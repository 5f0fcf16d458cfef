// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"
#include "platform/engines/local/accelerators/accelerator_probe.h"
#include "platform/engines/local/accelerators/allocator.h"
#include "platform/engines/local/attempts/attempt.h"
#include "platform/engines/local/attempts/attempt_watcher.h"
#include "platform/engines/local/attempts/runner_launcher.h"
#include "platform/engines/local/data_layout.h"
#include "platform/engines/local/local_engine_options.h"
#include "platform/engines/local/workspace/port_pool.h"
#include "platform/engines/local/workspace/task_preparer.h"
#include "platform/engines/local/workspace/task_users.h"
#include "platform/engines/trash.h"

#include <memory>
#include <mutex>

namespace slipway {

/// Runs tasks as processes of this machine, each with a waiter that outlives the engine. All state is in the
/// data directory: an engine that is made anew goes on where the last one was.
class LocalEngine final : public Engine {
public:
    /// Finds what runs and what ended. `Unavailable` when the data directory cannot be used.
    static Result<std::unique_ptr<LocalEngine>> create(LocalEngineOptions options);
    /// Tasks go on.
    ~LocalEngine() override;

    Result<void> separatesProjects() const override { return users_->separate(); }
    std::vector<std::pair<std::string, NodeStatus>> capacity() override;
    std::vector<TaskState> list() override;
    using Engine::fits;
    using Engine::start;
    Result<std::vector<TaskState>> start(const TaskGroup& group) override;
    Result<void> fits(const TaskGroup& group) override;
    Result<void> stop(const TaskId& task, std::int64_t attempt, std::chrono::milliseconds grace) override;
    Result<void> forget(const TaskId& task) override;
    Result<void> deleteEnvironmentFiles(const ResourceId& environment) override;
    Result<void> checkVolume(const Volume& volume) override;
    Result<VolumeStatus> tendVolume(const Volume& volume) override;
    Result<bool> deleteVolume(const Volume& volume) override;
    void watch(std::function<void(const TaskState&)> sink) override;
    Result<std::filesystem::path> streamsDirectory(const TaskId& task, std::int64_t attempt) override;
    Result<std::string> openUrl(const TaskId& task, std::int64_t attempt) override;
    Result<std::unique_ptr<WorkloadFiles>> files(const FileOwner& owner) override;

private:
    /// One attempt as it is known here; `attempt` and `waiter` are absent while its directory is being made.
    struct Entry {
        std::shared_ptr<const Attempt> attempt;
        TaskState state;
        ResourceId environment;
        ProcessIdentity waiter;
        bool announced = false;                   ///< Whether the sink has heard of this state.
        std::optional<StopRequest> pending_stop;  ///< Asked for before there was a waiter.
    };

    LocalEngine(const LocalEngineOptions& options, std::unique_ptr<TaskUsers> users,
                std::unique_ptr<AcceleratorProbe> probe);

    Result<void> recover();
    /// The states of those of the group that are known already.
    std::vector<TaskState> known(const TaskGroup& group);
    /// Takes room for all of it, and makes its entries.
    Result<std::vector<Grant>> takeRoom(const TaskGroup& group);
    /// Gives back what is held for a task, as if it had never been asked for.
    void drop(const std::string& key);
    /// Starts a task's waiter; nothing of the task is left when that fails.
    Result<TaskState> launch(const TaskStart& start, const Grant& grant);
    Result<std::shared_ptr<const Attempt>> startWaiter(const TaskStart& start, const Grant& grant);
    /// Takes back a group of which not all could be launched; what was launched waits for the others yet.
    std::vector<TaskState> withdraw(const TaskGroup& group, const std::string& why);
    /// Lets the replicas of a job go on, once all of them are there.
    static void meet(const std::vector<std::shared_ptr<const Attempt>>& replicas);
    /// Lets those go on that an engine started and left before they met.
    void recoverMeetings(const std::vector<std::shared_ptr<const Attempt>>& attempts);
    /// Adopts what a launch that failed has made all the same; nothing when no waiter came of it.
    std::shared_ptr<const Attempt> salvage(const TaskStart& start);
    void examine(const std::string& key);
    void announce(const std::string& key);
    std::vector<Accelerator> acceleratorsNamed(const std::vector<std::string>& ids) const;

    const DataLayout layout_;
    const std::unique_ptr<TaskUsers> users_;
    const TaskPreparer preparer_;
    const RunnerLauncher launcher_;
    const std::unique_ptr<AcceleratorProbe> probe_;
    Trash trash_;

    std::mutex mutex_;
    Allocator allocator_;
    PortPool ports_;
    std::map<std::string, Entry> entries_;  ///< By "TASK/ATTEMPT".
    std::function<void(const TaskState&)> sink_;
    std::unique_ptr<AttemptWatcher> watcher_;  ///< Last: its thread uses all of the above.
};

}  // namespace slipway

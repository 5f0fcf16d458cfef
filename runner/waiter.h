// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/disk_use.h"
#include "runner/processes/task_processes.h"
#include "runner/records/attempt_directory.h"
#include "runner/records/log_index.h"
#include "runner/records/task_outcome.h"
#include "runner/stage_process.h"
#include "runner/waiter_events.h"

#include <cstdint>
#include <optional>

namespace slipway {

/// Runs the stages of one attempt and sees to it that nothing of it is left when its exit is recorded.
///
/// A stop sends SIGTERM to everything, and what is still there after the grace is killed. Stages marked
/// `always` run after that too, once nothing of the others is left, and have the grace once more. The process
/// must be a subreaper with a single thread.
class Waiter {
public:
    /// `events` were made before anybody could know of this waiter, so that no stop is missed.
    Waiter(AttemptDirectory directory, TaskFile task, std::optional<TaskCgroup> cgroup, WaiterEvents events,
           StageGuard guard = {});

    /// Returns when exit.json is written.
    void run();

private:
    void runStage(const TaskStage& stage);
    void awaitStage(const TaskStage& stage);
    void awaitEvent(const TaskStage& stage);
    /// Whether a stop was left in the directory since this was asked last, or another.
    bool stopWasLeft();
    /// Until all replicas of the job are there; takes over how they find each other.
    void awaitPeers(const TaskStage& stage);
    /// What earlier attempts left is counted before the task can add to it.
    void awaitFirstLook(const TaskStage& stage);
    /// Whether the stage has ended, and after a stop everything else too.
    bool stageOver() const;
    void beginStop(const StopRequest& request, const TaskStage& stage);
    void reap();
    void killEverything();
    /// Whoever reads the exit after a power cut finds every byte that was written before it, unless the disk
    /// took longer than a moment.
    void keepStreams() const;
    void recordExit();
    /// Whether the end looks as one does when the kernel needs memory, and the kernel says that it did.
    bool ranOutOfMemory(const ExitRecord& record) const;

    AttemptDirectory directory_;
    TaskFile task_;
    DiskUse disk_;
    TaskProcesses processes_;
    WaiterEvents events_;
    const StageGuard guard_;
    FileDescriptor log_;
    LogIndex index_;
    TaskOutcome outcome_;
    const std::optional<std::uint64_t> memory_kills_;  ///< Before the first stage.
    std::optional<StopRequest> stop_;
    std::optional<StopRequest> left_stop_;
    bool looked_first_ = false;
    bool met_peers_ = false;
    pid_t child_ = 0;
    std::optional<int> child_status_;
    bool childless_ = true;  ///< No process below this one is left, the adopted ones included.
};

}  // namespace slipway

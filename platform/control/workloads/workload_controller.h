// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "platform/control/control_context.h"
#include "platform/control/workloads/workload_records.h"

#include <string>

namespace slipway {

/// Drives a job or an environment towards its spec; what they have in common. Every step is idempotent.
class WorkloadController {
public:
    explicit WorkloadController(ControlContext& context) : context_(context) {}
    virtual ~WorkloadController() = default;

    Result<NextLook> reconcile(const Resource& workload);

    /// Starts it now that admission says so; see Admission::Admit for the errors.
    Result<void> admit(const Applicant& applicant);

    /// Writes down why it waits.
    Result<void> showWaiting(const WaitingWorkload& waiting);

protected:
    /// Whether somebody asked that nothing of it runs.
    virtual Result<bool> wantsEnd(const Resource& workload) = 0;
    virtual std::chrono::milliseconds grace() const = 0;
    /// Writes how the attempt ended into the status of `write`.
    virtual Result<void> recordEnd(const Resource& workload, const TaskExit& exit, StatusWrite& write) = 0;
    /// The status of one that shall not run and has nothing running.
    virtual void rest(WorkloadStatus& status) = 0;
    /// Whether it is over and nothing will happen to it any more.
    virtual bool isOver(const WorkloadStatus& status) const = 0;
    /// How long it has to wait before its next attempt; nothing when it may run.
    virtual std::optional<std::chrono::milliseconds> delay(const ResourceId& workload,
                                                           const WorkloadStatus& status) = 0;
    /// Why its files cannot be deleted yet; empty when they can.
    virtual Result<std::string> deletionObstacle(const Resource& workload) = 0;
    /// False while that goes on.
    virtual Result<bool> deleteFiles(const Resource& workload) = 0;
    /// Fills in what was not known yet when it ended.
    virtual Result<void> complete(const Resource&, WorkloadStatus&) { return {}; }
    /// Whether one that cannot start is given up, see StatusWrite.
    virtual bool givesUp() const = 0;

    ControlContext& context_;

private:
    /// See makeTaskGroup; `Conflict` also while it may not run beside the tasks of others.
    Result<TaskGroup> makeStart(const Resource& workload, std::int64_t attempt);
    /// Brings its status in line with what runs of it.
    Result<void> showActivity(const Resource& workload, WorkloadStatus& status);
    /// Takes it out of the queue because of `why`, which is returned; looked at again as a change of its own.
    Result<void> leaveQueue(const Resource& workload, const Error& why);
    /// What runs in a cluster that cannot be asked now is waited for.
    Result<NextLook> awaitCluster(const Resource& workload, const Error& why);
    Result<NextLook> followActive(const Resource& workload, const AttemptTasks& tasks, bool end);
    /// `tasks` are null when the engine knows none.
    Result<NextLook> followEnd(const Resource& workload, const TaskExit& exit, const AttemptTasks* tasks);
    Result<NextLook> seekStart(const Resource& workload, WorkloadStatus status);
    Result<NextLook> remove(const Resource& workload);
    Result<void> stopTasks(const AttemptTasks& tasks);
    Result<void> forgetTasks(const Resource& workload);
    Result<void> refuse(const Resource& workload, WorkloadStatus status, const Error& error);
};

}  // namespace slipway

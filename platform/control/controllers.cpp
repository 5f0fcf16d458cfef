// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/controllers.h"

#include "platform/control/data/mounted_volumes.h"
#include "platform/control/reconcile_loop.h"
#include "platform/control/workloads/data_places.h"
#include "platform/control/workloads/task_separation.h"
#include "platform/control/workloads/task_starts.h"

namespace slipway {

Controllers::Controllers(Store& store, Engine& engine, ControlOptions options)
    : store_(store),
      engine_(engine),
      options_(std::move(options)),
      admission_(engine, options_.admission),
      forecast_(store, engine, admission_),
      inbox_(std::make_shared<Inbox>())
{
}

Controllers::~Controllers()
{
    stop();
}

void Controllers::start()
{
    // The engine may outlive us and still call.
    engine_.watch([inbox = inbox_](const TaskState& state) { inbox->taskChanged(state); });
    thread_ = std::jthread([this](const std::stop_token& stop) {
        ReconcileLoop(store_, engine_, admission_, *inbox_, options_).run(stop);
    });
}

void Controllers::stop()
{
    if (!thread_.joinable())
        return;
    thread_.request_stop();
    thread_.join();
}

void Controllers::storeChanged(std::int64_t version)
{
    inbox_->storeChanged(version);
}

Result<void> Controllers::checkNewMember(const std::string& user) const
{
    return checkSeparation(store_, engine_, options_, user);
}

Result<void> Controllers::checkVolume(const Resource& volume) const
{
    return volumeOf(volume).and_then([this](const Volume& wanted) { return engine_.checkVolume(wanted); });
}

Result<void> Controllers::checkGrowth(const Resource& volume) const
{
    return volumeOf(volume).and_then([this](const Volume& wanted) { return engine_.checkGrowth(wanted); });
}

Result<WorkloadStatus> Controllers::preview(const Resource& workload) const
{
    if (const Result<void> separate = checkSeparation(store_, engine_, options_); !separate)
        return propagate(separate);
    WorkloadStatus status;
    Result<TaskGroup> start = makeTaskGroup(store_, workload, 1);
    if (!start && start.error().code == ErrorCode::Conflict) {
        status.reason = start.error().type;
        status.message = start.error().message;
        return status;
    }
    const Result<bool> apart = needsSeparation(store_, options_);
    if (!start || !apart)
        return start ? propagate(apart) : propagate(start);
    for (TaskStart& task : *start)
        task.apart = *apart;
    const Applicant applicant{workload.id,   workload.kind,    workload.project,
                              workload.name, workload.owner,   priorityOf(workload),
                              now(),         std::move(*start)};
    const Result<WaitingWorkload> place = admission_.preview(applicant);
    if (!place)
        return propagate(place);
    status.phase = place->position == 0 ? Phase::Starting : Phase::Queued;
    status.reason = place->reason;
    status.message = place->message;
    WorkloadStatus there;
    there.cluster = applicant.tasks.front().cluster;
    if (there.cluster.empty())
        return status;
    return showDataPlaces(store_, workload, there).map([&] {
        status.notice = there.notice;
        return status;
    });
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/workload_controller.h"

#include "platform/control/workloads/data_places.h"
#include "platform/control/workloads/task_separation.h"
#include "platform/control/workloads/task_starts.h"
#include "platform/control/workloads/workload_outcome.h"

#include <fmt/format.h>

namespace slipway {

namespace {

/// Between two looks at what is found or deleted in a store of objects.
constexpr std::chrono::milliseconds objects_pause{200};

NextLook done()
{
    return {};
}

std::string endDetail(const WorkloadStatus& status)
{
    return fmt::format("Attempt {} ended: {}{}{}", status.attempt, name(status.phase),
                       status.message.empty() ? "." : ". ", status.message);
}

}  // namespace

Result<NextLook> WorkloadController::reconcile(const Resource& workload)
{
    if (workload.deleting)
        return remove(workload);
    const WorkloadStatus status = readStatus(workload);
    const Result<bool> end = wantsEnd(workload);
    if (!end) {
        context_.admission.withdraw(workload.id);
        return refuse(workload, status, end.error()).map(done);
    }
    const bool settled = isTerminal(status.phase) && (*end || isOver(status));
    if (const Result<void> known = context_.engine.knows(status.cluster); !known && !settled)
        return awaitCluster(workload, known.error());
    const AttemptTasks* tasks = context_.board.find(workload.id);
    switch (standing(status, tasks)) {
    case Standing::Active:
        return followActive(workload, *tasks, *end);
    case Standing::EndUnrecorded:
        return followEnd(workload, tasks->exit(status.attempt == tasks->attempt()), tasks);
    case Standing::Vanished:
        return followEnd(workload, vanishedExit(), nullptr);
    case Standing::Idle:
        break;
    }
    if (!*end && !isOver(status))
        return seekStart(workload, status);
    context_.admission.withdraw(workload.id);
    StatusWrite write{status, {}, {}, false};
    if (!isTerminal(status.phase))
        rest(write.status);
    if (const Result<void> completed = complete(workload, write.status); !completed)
        return propagate(completed);
    return writeStatus(context_.store, workload, write).map([&write] {
        return write.status.models_pending ? NextLook{objects_pause, false} : NextLook();
    });
}

Result<NextLook> WorkloadController::awaitCluster(const Resource& workload, const Error& why)
{
    context_.admission.withdraw(workload.id);
    WorkloadStatus status = readStatus(workload);
    status.reason = why.type;
    status.message = why.message;
    return writeStatus(context_.store, workload, {status, {}, {}, false}).map([] {
        return NextLook{std::nullopt, true};
    });
}

Result<NextLook> WorkloadController::followActive(const Resource& workload, const AttemptTasks& tasks,
                                                  bool end)
{
    context_.admission.withdraw(workload.id);
    if (end || tasks.hasToEnd()) {
        if (const Result<void> stopped = stopTasks(tasks); !stopped)
            return propagate(stopped);
    }
    StatusWrite write{readStatus(workload), {}, {}, false};
    // What was cut short before all of it was made is not started, whatever runs of it until it is gone.
    if (!tasks.complete() && write.status.attempt < tasks.attempt())
        return NextLook();
    const Phase before = write.status.phase;
    if (const Result<void> shown = showActivity(workload, write.status); !shown)
        return propagate(shown);
    if (write.status.phase == Phase::Running && before != Phase::Running) {
        write.action = "start";
        write.detail = fmt::format("Attempt {} is running.", write.status.attempt);
        if (const auto admitted = context_.admitted.extract(workload.id))
            context_.options.metrics->started(info(workload.kind).plural, now() - admitted.mapped());
    }
    return writeStatus(context_.store, workload, write).map(done);
}

Result<NextLook> WorkloadController::followEnd(const Resource& workload, const TaskExit& exit,
                                               const AttemptTasks* tasks)
{
    StatusWrite write{readStatus(workload), "end", {}, false};
    if (tasks != nullptr)
        showEnded(write.status, *tasks);
    if (const Result<void> recorded = recordEnd(workload, exit, write); !recorded)
        return propagate(recorded);
    write.detail = endDetail(write.status);
    return writeStatus(context_.store, workload, write).map([this, &workload, &write] {
        Metrics& metrics = *context_.options.metrics;
        metrics.ended(info(workload.kind).plural, name(write.status.phase));
        if (write.status.release_ms)
            metrics.released(std::chrono::milliseconds(*write.status.release_ms));
        context_.admitted.erase(workload.id);
        context_.release_asked.erase(workload.id);
        context_.freed.erase(workload.id);
        return NextLook();
    });
}

Result<TaskGroup> WorkloadController::makeStart(const Resource& workload, std::int64_t attempt)
{
    const Result<bool> apart =
        checkSeparation(context_.store, context_.engine, context_.options).and_then([this] {
            return needsSeparation(context_.store, context_.options);
        });
    if (!apart)
        return propagate(apart);
    return makeTaskGroup(context_.store, workload, attempt).map([&](TaskGroup group) {
        for (TaskStart& start : group)
            start.apart = *apart;
        return group;
    });
}

Result<NextLook> WorkloadController::seekStart(const Resource& workload, WorkloadStatus status)
{
    if (const std::optional<std::chrono::milliseconds> wait = delay(workload.id, status))
        return writeStatus(context_.store, workload, {status, {}, {}, false}).map([wait] {
            return NextLook{wait, false};
        });
    Result<TaskGroup> start = makeStart(workload, status.attempt + 1);
    if (!start && start.error().code == ErrorCode::InvalidArgument) {
        context_.admission.withdraw(workload.id);
        return refuse(workload, status, start.error()).map(done);
    }
    if (!start && start.error().code == ErrorCode::Conflict) {
        context_.admission.withdraw(workload.id);
        status.phase = Phase::Pending;
        status.reason = start.error().type;
        status.message = start.error().message;
        return writeStatus(context_.store, workload, {status, {}, {}, false}).map([] {
            return NextLook{std::nullopt, true};
        });
    }
    if (!start)
        return propagate(start);
    if (!status.queued_at)
        status.queued_at = now();
    if (status.phase != Phase::Queued) {
        status.phase = Phase::Queued;
        status.reason = "queued";
        status.message = "Waits for its turn.";
    }
    context_.admission.enter({workload.id, workload.kind, workload.project, workload.name, workload.owner,
                              priorityOf(workload), *status.queued_at, std::move(*start)});
    return writeStatus(context_.store, workload, {status, {}, {}, false}).map(done);
}

Result<void> WorkloadController::admit(const Applicant& applicant)
{
    const Result<Resource> workload = context_.store.get(applicant.workload);
    if (!workload)
        return workload.error().code == ErrorCode::NotFound ? Result<void>() : propagate(workload);
    if (workload->deleting || wantsEnd(*workload).value_or(true))
        return {};
    // Made anew: what it needs may have changed or gone while it waited.
    Result<TaskGroup> start = makeStart(*workload, readStatus(*workload).attempt + 1);
    if (!start)
        return leaveQueue(*workload, start.error());
    for (TaskStart& task : *start) {
        if (context_.options.credentials)
            task.credentials = context_.options.credentials(workload->id, task.attempt);
    }
    const Result<std::vector<TaskState>> started = context_.engine.start(*start);
    if (!started) {
        const ErrorCode code = started.error().code;
        if (code == ErrorCode::ResourceExhausted || code == ErrorCode::Unavailable)
            return propagate(started);
        if (const Result<void> refused = refuse(*workload, readStatus(*workload), started.error()); !refused)
            return fail(ErrorCode::Unavailable, refused.error().message);
        return propagate(started);
    }
    for (const TaskState& task : *started)
        context_.board.note(task);
    context_.admitted.insert_or_assign(workload->id, now());
    StatusWrite write{readStatus(*workload), {}, {}, false};
    if (write.status.queued_at)
        context_.options.metrics->queued(info(workload->kind).plural, now() - *write.status.queued_at);
    if (const Result<void> shown = showActivity(*workload, write.status); !shown)
        return shown;
    return writeStatus(context_.store, *workload, write);
}

Result<void> WorkloadController::showActivity(const Resource& workload, WorkloadStatus& status)
{
    const std::int64_t attempt_before = status.attempt;
    const std::string cluster_before = status.cluster;
    showActive(status, *context_.board.find(workload.id));
    if (status.attempt == attempt_before && status.cluster == cluster_before)
        return {};
    return showDataPlaces(context_.store, workload, status);
}

Result<void> WorkloadController::leaveQueue(const Resource& workload, const Error& why)
{
    WorkloadStatus status = readStatus(workload);
    status.phase = Phase::Pending;
    status.reason = why.type;
    status.message = why.message;
    if (const Result<void> written = writeStatus(context_.store, workload, {status, {}, {}, false}); !written)
        return fail(ErrorCode::Unavailable, written.error().message);
    return tl::unexpected(why);
}

Result<void> WorkloadController::showWaiting(const WaitingWorkload& waiting)
{
    const Result<Resource> workload = context_.store.get(waiting.workload);
    if (!workload)
        return workload.error().code == ErrorCode::NotFound ? Result<void>() : propagate(workload);
    StatusWrite write{readStatus(*workload), {}, {}, false};
    if (write.status.phase != Phase::Queued)
        return {};
    write.status.reason = waiting.reason;
    write.status.message = waiting.message;
    return writeStatus(context_.store, *workload, write);
}

Result<NextLook> WorkloadController::remove(const Resource& workload)
{
    context_.admission.withdraw(workload.id);
    if (const Result<void> known = context_.engine.knows(readStatus(workload).cluster); !known)
        return awaitCluster(workload, known.error());
    if (context_.board.active(workload.id))
        return followActive(workload, *context_.board.find(workload.id), true);
    const Result<std::string> obstacle = deletionObstacle(workload);
    if (!obstacle)
        return propagate(obstacle);
    if (!obstacle->empty())
        return writeMessage(context_.store, workload, *obstacle).map([] {
            return NextLook{std::nullopt, true};
        });
    const Result<bool> deleted = forgetTasks(workload).and_then([&] { return deleteFiles(workload); });
    if (!deleted)
        return propagate(deleted);
    if (!*deleted)
        return NextLook{objects_pause, false};
    const Result<void> removed =
        context_.store.write([&](Transaction& transaction) { return transaction.remove(workload.id); });
    if (!removed)
        return propagate(removed);
    context_.board.forget(workload.id);
    context_.release_asked.erase(workload.id);
    context_.freed.erase(workload.id);
    return NextLook();
}

Result<void> WorkloadController::stopTasks(const AttemptTasks& tasks)
{
    std::vector<TaskState> stopping;
    for (const TaskState* task : tasks.tasks()) {
        if (task->stage >= TaskState::Stage::Stopping)
            continue;
        if (const Result<void> stopped = context_.engine.stop(task->task, task->attempt, grace()); !stopped)
            return stopped;
        stopping.push_back(*task);
        stopping.back().stage = TaskState::Stage::Stopping;
    }
    for (const TaskState& task : stopping)
        context_.board.note(task);
    return {};
}

Result<void> WorkloadController::forgetTasks(const Resource& workload)
{
    for (const TaskId& task : tasksOf(workload)) {
        const Result<void> forgotten = context_.engine.forget(task);
        if (!forgotten && forgotten.error().code != ErrorCode::NotFound)
            return forgotten;
    }
    return {};
}

Result<void> WorkloadController::refuse(const Resource& workload, WorkloadStatus status, const Error& error)
{
    if (isTerminal(status.phase) && !givesUp())
        return {};
    status.phase = Phase::Failed;
    status.reason = error.type.empty() ? std::string(name(error.code)) : error.type;
    status.message = error.message;
    status.queued_at.reset();
    status.gpus.clear();
    status.ended_at = now();
    return writeStatus(context_.store, workload, {status, "end", error.message, givesUp()});
}

}  // namespace slipway

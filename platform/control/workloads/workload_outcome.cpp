// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/workload_outcome.h"

#include "core/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>

namespace slipway {

namespace {

/// In how many steps those that withdrew together come back.
constexpr std::size_t spread = 64;

bool saysActive(Phase phase)
{
    return phase == Phase::Starting || phase == Phase::Running || phase == Phase::Stopping;
}

/// The parts of a status that every end has in common.
void clearActive(WorkloadStatus& status, const TaskExit& exit)
{
    status.gpus.clear();
    status.url.clear();
    status.exit_code = exit.code;
    status.signal = exit.signal;
    status.ended_at = exit.ended_at == Timestamp() ? now() : exit.ended_at;
    status.queued_at.reset();
}

void conclude(WorkloadStatus& status, Phase phase, std::string reason, std::string message)
{
    status.phase = phase;
    status.reason = std::move(reason);
    status.message = std::move(message);
}

std::string sentence(const TaskExit& exit)
{
    const std::string who = exit.replica.empty() ? "It" : exit.replica;
    if (exit.signal)
        return fmt::format("{} was ended by signal {} ({}).", who, *exit.signal,
                           strsignal(static_cast<int>(*exit.signal)));
    return fmt::format("{} ended with exit code {}.", who, exit.code.value_or(-1));
}

/// What the engine says of an end, with the replica that it is about.
std::string said(const TaskExit& exit)
{
    return exit.replica.empty() ? exit.message : exit.replica + ": " + exit.message;
}

void concludeFailure(WorkloadStatus& status, const TaskExit& exit)
{
    if (exit.cause == TaskExit::Cause::Lost)
        conclude(status, Phase::Lost, "lost", said(exit));
    else if (exit.cause == TaskExit::Cause::Fenced)
        conclude(status, Phase::Lost, "fenced", said(exit));
    else if (exit.cause == TaskExit::Cause::NotStarted || exit.cause == TaskExit::Cause::Withdrawn)
        conclude(status, Phase::Failed, "not-started", said(exit));
    else
        conclude(status, Phase::Failed, exit.signal ? "signal" : "exit-code", sentence(exit));
}

/// How a replica ended, as the whole of a job says it of itself.
void concludeReplica(WorkloadStatus& status, const TaskExit& exit)
{
    switch (exit.cause) {
    case TaskExit::Cause::Exited:
        if (exit.code == 0 && !exit.signal)
            return conclude(status, Phase::Succeeded, {}, {});
        break;
    case TaskExit::Cause::Stopped:
        return conclude(status, Phase::Stopped, "stopped", "It was stopped.");
    case TaskExit::Cause::Deadline:
        return conclude(status, Phase::Stopped, "deadline", exit.message);
    case TaskExit::Cause::Withdrawn:
        return conclude(status, Phase::Stopped, "withdrawn", exit.message);
    case TaskExit::Cause::Disk:
        return conclude(status, Phase::Failed, "disk-limit", exit.message);
    case TaskExit::Cause::NotStarted:
    case TaskExit::Cause::Fenced:
    case TaskExit::Cause::Lost:
        break;
    }
    concludeFailure(status, exit);
}

Phase phaseOf(TaskState::Stage stage)
{
    return stage == TaskState::Stage::Starting  ? Phase::Starting
           : stage == TaskState::Stage::Running ? Phase::Running
                                                : Phase::Stopping;
}

ReplicaStatus replicaStatus(const TaskState& task)
{
    ReplicaStatus replica;
    replica.name = task.replica.name();
    replica.phase = phaseOf(task.stage);
    replica.reason = task.reason;
    replica.message = task.message;
    replica.node = task.node;
    replica.gpus = task.gpus;
    replica.started_at = task.started_at;
    if (task.exit) {
        WorkloadStatus end;
        concludeReplica(end, *task.exit);
        replica.phase = end.phase;
        replica.reason = end.reason;
        replica.message = end.message;
        replica.ended_at = task.exit->ended_at;
        replica.exit_code = task.exit->code;
        replica.signal = task.exit->signal;
    }
    return replica;
}

/// What is shown of the attempt as a whole, whether it runs or has ended.
void showTasks(WorkloadStatus& status, const AttemptTasks& attempt)
{
    status.replicas.clear();
    status.gpus.clear();
    for (const TaskState* task : attempt.tasks()) {
        status.gpus.insert(status.gpus.end(), task->gpus.begin(), task->gpus.end());
        if (!task->replica.role.empty())
            status.replicas.push_back(replicaStatus(*task));
    }
    const TaskState& lead = attempt.lead();
    status.attempt = attempt.attempt();
    status.started_at = lead.started_at;
    if (!lead.node.empty())
        status.node = lead.node;
    if (!lead.cluster.empty())
        status.cluster = lead.cluster;
}

/// Why it does not get on, as the first task says that has something to say.
void showReason(WorkloadStatus& status, const AttemptTasks& attempt)
{
    for (const TaskState* task : attempt.tasks()) {
        if (task->reason.empty() || task->exit)
            continue;
        status.reason = task->reason;
        status.message =
            task->replica.role.empty() ? task->message : task->replica.name() + ": " + task->message;
        return;
    }
}

/// It waits again, with its age in the queue, since it was the cluster that had no room for all of it.
void recordWithdrawal(WorkloadStatus& status, const TaskExit& exit, const JobSpec& spec)
{
    ++status.withdrawn;
    if (spec.stopped)
        return conclude(status, Phase::Stopped, "stopped", "It was stopped before it started.");
    conclude(status, Phase::Pending, "withdrawn", exit.message + " It will be tried again.");
}

}  // namespace

Standing standing(const WorkloadStatus& status, const AttemptTasks* tasks)
{
    if (tasks != nullptr && tasks->attempt() >= status.attempt) {
        if (tasks->active())
            return Standing::Active;
        if (tasks->attempt() > status.attempt || saysActive(status.phase))
            return Standing::EndUnrecorded;
        return Standing::Idle;
    }
    return saysActive(status.phase) ? Standing::Vanished : Standing::Idle;
}

void showActive(WorkloadStatus& status, const AttemptTasks& tasks)
{
    switch (tasks.stage()) {
    case TaskState::Stage::Starting:
        conclude(status, Phase::Starting, "starting", "Its processes are being started.");
        break;
    case TaskState::Stage::Running:
        conclude(status, Phase::Running, {}, {});
        break;
    case TaskState::Stage::Stopping:
        conclude(status, Phase::Stopping, "stopping", "Its processes are being stopped.");
        break;
    case TaskState::Stage::Ended:
        return;
    }
    if (status.phase != Phase::Stopping)
        showReason(status, tasks);
    status.node.clear();
    showTasks(status, tasks);
    status.url = tasks.lead().url;
    if (!tasks.lead().address.empty())
        status.address = tasks.lead().address;
    status.ended_at.reset();
    status.exit_code.reset();
    status.signal.reset();
    status.release_ms.reset();
}

void showEnded(WorkloadStatus& status, const AttemptTasks& tasks)
{
    // It may have run from its start to its end while nobody looked.
    showTasks(status, tasks);
}

TaskExit vanishedExit()
{
    TaskExit exit;
    exit.cause = TaskExit::Cause::Lost;
    exit.message = "It is gone, and nobody recorded how it ended.";
    exit.ended_at = now();
    return exit;
}

void recordJobEnd(WorkloadStatus& status, const TaskExit& exit, const JobSpec& spec,
                  const ControlOptions& options)
{
    const std::optional<Timestamp> queued_at = status.queued_at;
    clearActive(status, exit);
    switch (exit.cause) {
    case TaskExit::Cause::Stopped:
        return conclude(status, Phase::Stopped, "stopped", "It was stopped.");
    case TaskExit::Cause::Deadline:
        return conclude(
            status, Phase::Stopped, "deadline",
            fmt::format("It was stopped after its limit of {}.", formatDuration(spec.duration_limit)));
    case TaskExit::Cause::Disk:  // The next attempt would write as much.
        return conclude(status, Phase::Failed, "disk-limit",
                        said(exit) + " Delete what it does not need, or choose a flavor with more disk.");
    case TaskExit::Cause::NotStarted:
        return concludeFailure(status, exit);
    case TaskExit::Cause::Withdrawn:
        status.queued_at = queued_at;
        return recordWithdrawal(status, exit, spec);
    case TaskExit::Cause::Exited:
        if (exit.code == 0 && !exit.signal)
            return conclude(status, Phase::Succeeded, {}, {});
        break;
    case TaskExit::Cause::Fenced:
    case TaskExit::Cause::Lost:
        break;
    }
    concludeFailure(status, exit);
    const std::int64_t tried = status.attempt - status.withdrawn;
    if (tried > spec.retries || spec.stopped)
        return;
    const auto delay = std::chrono::ceil<std::chrono::seconds>(retryDelay(tried, options));
    conclude(status, Phase::Pending, "retry-wait",
             fmt::format("{} Attempt {} of {} starts {} later.", status.message, tried + 1, spec.retries + 1,
                         formatDuration(delay)));
}

void recordEnvironmentEnd(WorkloadStatus& status, const TaskExit& exit)
{
    clearActive(status, exit);
    switch (exit.cause) {
    case TaskExit::Cause::Stopped:
        return conclude(status, Phase::Released, "released", "It holds nothing but its files.");
    case TaskExit::Cause::Deadline:
        return conclude(status, Phase::Released, "duration",
                        "It was released because its duration is over. Resume it to go on.");
    case TaskExit::Cause::Disk:
        return conclude(status, Phase::Released, "disk-limit",
                        "It was released because it held more than its flavor allows on the disk. Resume it "
                        "and delete what it does not need, or give it a flavor with more disk.");
    case TaskExit::Cause::Exited:
        if (exit.code == 0 && !exit.signal)
            return conclude(status, Phase::Released, "exited",
                            "It was released because its server ended by itself. Resume it to go on.");
        break;
    case TaskExit::Cause::Fenced:
        return conclude(status, Phase::Pending, "fenced",
                        exit.message + " It goes on elsewhere, with its files.");
    case TaskExit::Cause::NotStarted:
    case TaskExit::Cause::Withdrawn:
    case TaskExit::Cause::Lost:
        break;
    }
    concludeFailure(status, exit);
    status.message += " Its files are kept; resume it to start it again.";
}

std::chrono::milliseconds retryDelay(std::int64_t attempt, const ControlOptions& options)
{
    const auto doublings = std::clamp<std::int64_t>(attempt - 1, 0, 20);
    return std::min(options.first_retry_delay * (std::int64_t(1) << doublings), options.longest_retry_delay);
}

std::optional<std::chrono::milliseconds> retryWait(const WorkloadStatus& status, const ResourceId& id,
                                                   Timestamp now, const ControlOptions& options)
{
    const bool withdrawn = status.reason == "withdrawn";
    if ((status.reason != "retry-wait" && !withdrawn) || !status.ended_at)
        return std::nullopt;
    auto delay = retryDelay(withdrawn ? status.withdrawn : status.attempt - status.withdrawn, options);
    if (withdrawn)
        delay += delay * (std::hash<std::string>()(id.text()) % spread) / spread;
    const auto left = *status.ended_at + delay - now;
    return left > left.zero() && left <= 2 * delay ? std::optional(left) : std::nullopt;
}

}  // namespace slipway

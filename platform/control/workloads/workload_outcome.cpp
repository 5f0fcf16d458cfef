// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/workload_outcome.h"

#include "core/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace slipway {

namespace {

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
    if (exit.signal)
        return fmt::format("It was ended by signal {} ({}).", *exit.signal,
                           strsignal(static_cast<int>(*exit.signal)));
    return fmt::format("It ended with exit code {}.", exit.code.value_or(-1));
}

void concludeFailure(WorkloadStatus& status, const TaskExit& exit)
{
    if (exit.cause == TaskExit::Cause::Lost)
        conclude(status, Phase::Lost, "lost", exit.message);
    else if (exit.cause == TaskExit::Cause::NotStarted)
        conclude(status, Phase::Failed, "not-started", exit.message);
    else
        conclude(status, Phase::Failed, exit.signal ? "signal" : "exit-code", sentence(exit));
}

}  // namespace

Standing standing(const WorkloadStatus& status, const TaskState* task)
{
    if (task && task->attempt >= status.attempt) {
        if (task->stage != TaskState::Stage::Ended)
            return Standing::Active;
        if (task->attempt > status.attempt || saysActive(status.phase))
            return Standing::EndUnrecorded;
        return Standing::Idle;
    }
    return saysActive(status.phase) ? Standing::Vanished : Standing::Idle;
}

void showActive(WorkloadStatus& status, const TaskState& task)
{
    switch (task.stage) {
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
    if (!task.reason.empty() && task.stage != TaskState::Stage::Stopping) {
        status.reason = task.reason;
        status.message = task.message;
    }
    status.attempt = task.attempt;
    status.node = task.node;
    status.gpus = task.gpus;
    status.url = task.url;
    status.started_at = task.started_at;
    status.ended_at.reset();
    status.exit_code.reset();
    status.signal.reset();
    status.release_ms.reset();
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
                        exit.message + " Delete what it does not need, or choose a flavor with more disk.");
    case TaskExit::Cause::NotStarted:
        return concludeFailure(status, exit);
    case TaskExit::Cause::Exited:
        if (exit.code == 0 && !exit.signal)
            return conclude(status, Phase::Succeeded, {}, {});
        break;
    case TaskExit::Cause::Lost:
        break;
    }
    concludeFailure(status, exit);
    if (status.attempt > spec.retries || spec.stopped)
        return;
    const auto delay = std::chrono::ceil<std::chrono::seconds>(retryDelay(status.attempt, options));
    conclude(status, Phase::Pending, "retry-wait",
             fmt::format("{} Attempt {} of {} starts {} later.", status.message, status.attempt + 1,
                         spec.retries + 1, formatDuration(delay)));
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
    case TaskExit::Cause::NotStarted:
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

std::optional<std::chrono::milliseconds> retryWait(const WorkloadStatus& status, Timestamp now,
                                                   const ControlOptions& options)
{
    if (status.reason != "retry-wait" || !status.ended_at)
        return std::nullopt;
    const auto delay = retryDelay(status.attempt, options);
    const auto left = *status.ended_at + delay - now;
    return left > left.zero() && left <= 2 * delay ? std::optional(left) : std::nullopt;
}

}  // namespace slipway

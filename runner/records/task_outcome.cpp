// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/records/task_outcome.h"

#include <sys/wait.h>

#include <chrono>

namespace slipway {

namespace {

std::string endOf(int wait_status)
{
    if (WIFSIGNALED(wait_status)) {
        return "was ended by signal " + std::to_string(WTERMSIG(wait_status));
    }
    return "ended with exit code " + std::to_string(WEXITSTATUS(wait_status));
}

std::string messageOf(const TaskStage& stage, int wait_status)
{
    if (wait_status == 0) {
        return {};
    }
    const std::string subject =
        stage.name == "command" ? std::string("The command ") : "The stage \"" + stage.name + "\" ";
    return subject + endOf(wait_status) + ".";
}

}  // namespace

void TaskOutcome::stopped(ExitCause cause, const TaskStage& stage)
{
    if (failed()) {
        return;
    }
    (stage.always ? cut_ : stop_) = cause;
}

void TaskOutcome::notStarted(const TaskStage& stage, std::string message)
{
    if (!first_ && !(stop_ && stage.always)) {
        first_ = ExitRecord{ExitCause::NotStarted, {}, {}, std::move(message), {}};
    }
}

void TaskOutcome::ended(const TaskStage& stage, int wait_status)
{
    const bool was_stopped = stop_ && !stage.always;
    if (first_ || (stop_ && stage.always) || (wait_status == 0 && !was_stopped)) {
        return;
    }
    const ExitCause cause = (stage.always ? cut_ : stop_).value_or(ExitCause::Exited);
    ExitRecord record{cause, {}, {}, messageOf(stage, wait_status), {}};
    if (WIFSIGNALED(wait_status)) {
        record.signal = WTERMSIG(wait_status);
    } else {
        record.code = WEXITSTATUS(wait_status);
    }
    first_ = std::move(record);
}

ExitRecord TaskOutcome::record(const TaskFile& task, Timestamp ended_at) const
{
    ExitRecord record;
    if (first_) {
        record = *first_;
    } else if (stop_) {
        record.cause = *stop_;
    } else {
        record.code = 0;
    }
    if (record.cause == ExitCause::Deadline) {
        const auto limit = std::chrono::duration_cast<std::chrono::seconds>(task.duration_limit);
        record.message =
            "It was stopped because it reached its duration limit of " + formatDuration(limit) + ".";
    }
    record.ended_at = ended_at;
    return record;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "runner/records/attempt_records.h"
#include "runner/records/task_file.h"

#include <optional>
#include <string>

namespace slipway {

/// How an attempt went, stage by stage: the first failure counts, and a stop counts for what it ended, be it
/// a stage that always runs. Pure.
class TaskOutcome {
public:
    /// A stage was asked to end, or was about to start.
    void stopped(ExitCause cause, const TaskStage& stage);
    void notStarted(const TaskStage& stage, std::string message);
    /// `wait_status` as waitpid() gives it.
    void ended(const TaskStage& stage, int wait_status);

    /// Whether stages that do not always run are to be left out.
    bool failed() const { return first_.has_value() || stop_.has_value(); }
    ExitRecord record(const TaskFile& task, Timestamp ended_at) const;

private:
    std::optional<ExitCause> stop_;
    std::optional<ExitCause> cut_;  ///< A stop that came while a stage ran that always runs, after success.
    std::optional<ExitRecord> first_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/processes/task_cgroup.h"
#include "runner/records/task_file.h"

#include <sys/types.h>

#include <functional>
#include <optional>

namespace slipway {

/// What the process of a stage that is the user's own does last, before its command replaces it; false keeps
/// it from being executed. Readying stages go without.
using StageGuard = std::function<bool()>;

/// Starts a stage's command as leader of a session of its own, in the cgroup when there is one, with
/// /dev/null as input, `log` as output and errors, and exactly the task's environment. For a single-threaded
/// caller.
///
/// `Unavailable` with a plain sentence when the command cannot be executed.
Result<pid_t> startStage(const TaskStage& stage, const TaskFile& task,
                         const std::optional<TaskCgroup>& cgroup, int log, const StageGuard& guard = {});

}  // namespace slipway

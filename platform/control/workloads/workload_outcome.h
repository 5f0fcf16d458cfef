// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/control/control_options.h"
#include "platform/control/workloads/attempt_tasks.h"

#include <chrono>
#include <optional>

namespace slipway {

/// How what the store says of a workload compares with what the engine says.
enum class Standing {
    Idle,           ///< Nothing runs, and how the last attempt ended is written down.
    Active,         ///< An attempt holds something.
    EndUnrecorded,  ///< The attempt has ended and the status does not say so yet.
    Vanished,       ///< The status says that something runs, but the engine does not know it.
};

/// `tasks` are of the newest attempt that the engine knows, or null.
Standing standing(const WorkloadStatus& status, const AttemptTasks* tasks);

/// Writes into the status what an active attempt shows.
void showActive(WorkloadStatus& status, const AttemptTasks& tasks);

/// Writes into the status which attempt ended, where, and what became of each replica; the outcome is then
/// recorded by the two below.
void showEnded(WorkloadStatus& status, const AttemptTasks& tasks);

/// The exit of an attempt that is gone without a trace.
TaskExit vanishedExit();

/// Writes how an attempt of a job ended. Only a proven failure or a loss is followed by another attempt, as
/// long as retries remain and nobody asked it to stop; it is then Pending with reason "retry-wait". One that
/// was withdrawn costs no retry, and its job keeps its age in the queue; the reason is then "withdrawn".
void recordJobEnd(WorkloadStatus& status, const TaskExit& exit, const JobSpec& spec,
                  const ControlOptions& options);

/// Writes how an attempt of an environment ended: Released when it was asked for or reached its duration or
/// ended by itself with code 0; Pending, to be started elsewhere, when its node was fenced; else Failed or
/// Lost.
void recordEnvironmentEnd(WorkloadStatus& status, const TaskExit& exit);

/// Between the end of attempt `attempt` and the start of the next.
std::chrono::milliseconds retryDelay(std::int64_t attempt, const ControlOptions& options);

/// How long a job has to wait yet for its next attempt; nothing when it may run. An end far in the future
/// says that the clock was set back since: it must not wait for as long as that. After a withdrawal it waits
/// up to twice as long, more or less by its id: what withdrew together must not come back together.
std::optional<std::chrono::milliseconds> retryWait(const WorkloadStatus& status, const ResourceId& id,
                                                   Timestamp now, const ControlOptions& options);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"

#include <cstdint>
#include <map>
#include <vector>

namespace slipway {

/// The tasks of one attempt of a workload, as the engine last told of them. Not thread-safe.
class AttemptTasks {
public:
    /// Of no attempt yet.
    AttemptTasks() = default;

    /// Takes news of a task: of a newer attempt, it begins anew; what is older than what is known is ignored.
    /// True when it changed anything.
    bool note(const TaskState& state);

    std::int64_t attempt() const { return attempt_; }
    /// In the order of the replicas' numbers; some may be missing.
    std::vector<const TaskState*> tasks() const;
    /// The first that is known, which stands for the whole; never of an attempt without tasks.
    const TaskState& lead() const { return tasks_.begin()->second; }

    /// Of all together: Running when every one that has not ended does, Ended when nothing is left.
    TaskState::Stage stage() const;
    bool active() const { return stage() != TaskState::Stage::Ended; }
    /// Whether those that are left have to go: one of them failed or is missing, or all that take part in
    /// the work have ended.
    bool hasToEnd() const;
    /// How the attempt as a whole ended, once nothing of it is left. `seen_active`: whether it is written
    /// down that all of it was started; else a missing task is one that was never made.
    TaskExit exit(bool seen_active) const;

    /// Whether the engine knows all of them.
    bool complete() const;

private:
    std::int64_t attempt_ = 0;
    std::map<std::int64_t, TaskState> tasks_;  ///< By the replica's number.
};

}  // namespace slipway

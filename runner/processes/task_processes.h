// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runner/processes/process_identity.h"
#include "runner/processes/process_stat.h"
#include "runner/processes/task_cgroup.h"

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// All processes of one attempt, however they hid: in its cgroup, below its waiter, in its stage's session,
/// or with its mark in their environment. A process that left all four without a cgroup cannot be told from a
/// stranger.
class TaskProcesses {
public:
    struct Traces {
        std::string mark;  ///< See AttemptDirectory::mark(); empty finds nothing.
        std::optional<TaskCgroup> cgroup;
        pid_t ancestor = 0;  ///< The waiter, which is not one of them; 0 when it is gone.
        ProcessIdentity
            leader;  ///< Of the session of the stage that ran last; none when the ancestor is known.
    };
    explicit TaskProcesses(Traces traces) : traces_(std::move(traces)) {}

    const std::optional<TaskCgroup>& cgroup() const { return traces_.cgroup; }

    /// The living ones; never the caller. Nothing when the processes could not all be looked at.
    std::optional<std::vector<ProcessStat>> find() const;
    /// Sends a signal to each.
    void signal(int signal) const;
    /// Kills all that a scan finds, having first stopped them so that none forks meanwhile. True when there
    /// was none left; call until it is.
    bool kill() const;

private:
    bool hasMark(pid_t process) const;
    bool leaderReplaced(const std::vector<ProcessStat>& all) const;
    void freeze() const;

    Traces traces_;
};

}  // namespace slipway

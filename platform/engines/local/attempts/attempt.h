// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/engine.h"
#include "runner/records/attempt_directory.h"
#include "runner/records/task_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

/// "TASK/ATTEMPT"
inline std::string taskKey(const TaskId& task, std::int64_t attempt)
{
    return task.text() + "/" + std::to_string(attempt);
}

/// One attempt on disk, and what its records say of it. Holds no state; thread-safe.
class Attempt {
public:
    Attempt(AttemptDirectory directory, TaskFile task)
        : directory_(std::move(directory)), task_(std::move(task))
    {
    }

    const AttemptDirectory& directory() const { return directory_; }
    const TaskFile& task() const { return task_; }
    std::filesystem::path notebookDirectory() const { return directory_.path() / "notebook"; }
    /// Where records and the notebook's address appear.
    std::vector<std::filesystem::path> watchedDirectories() const;

    /// What is so now, as far as the records tell. A waiter that is gone without a record is not judged here.
    TaskState state() const;
    /// Whether the waiter is gone and has left no record of the end. `known` is the waiter as it was seen
    /// before, for an attempt whose directory was deleted under it.
    bool abandoned(const ProcessIdentity& known) const;
    /// Ends what an abandoned attempt left behind. True once nothing is left and the loss is recorded; call
    /// again until it is.
    bool bury(const ProcessIdentity& known) const;

private:
    std::optional<TaskExit> readExit() const;
    /// The waiter by its record, else as it is known; no process where it is neither.
    WaiterRecord waiter(const ProcessIdentity& known) const;

    AttemptDirectory directory_;
    TaskFile task_;
};

}  // namespace slipway

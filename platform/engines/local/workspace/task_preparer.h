// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/engine.h"
#include "platform/engines/local/accelerators/accelerator_probe.h"
#include "platform/engines/local/data_layout.h"
#include "platform/engines/local/workspace/task_users.h"
#include "platform/engines/local/workspace/workspace.h"
#include "runner/records/task_file.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

/// What a task has of the machine to itself.
struct Grant {
    std::vector<Accelerator> gpus;
    std::vector<std::uint16_t> ports;  ///< To listen on for its job's other replicas.
};

/// Turns a start in a workload's terms into a directory that a waiter can carry out. Thread-safe.
class TaskPreparer {
public:
    /// `sdk_directory` is put into PYTHONPATH; none when empty.
    TaskPreparer(const DataLayout& layout, TaskUsers& users, std::filesystem::path sdk_directory)
        : layout_(layout), users_(users), sdk_directory_(std::move(sdk_directory))
    {
    }

    /// Makes the attempt's directory with its files, task.json last. What it made stays after an error.
    Result<TaskFile> prepare(const TaskStart& start, const Grant& grant) const;

private:
    Result<void> create(const TaskStart& start, const std::optional<TaskUser>& user) const;
    /// As whom it runs, in the groups of the personal volumes that it mounts.
    Result<std::optional<TaskUser>> userOf(const TaskStart& start) const;
    DiskLimit diskLimit(const TaskStart& start, const Workspace& workspace) const;
    Result<std::string> findPython(const TaskStart& start) const;
    std::map<std::string, std::string> variables(const TaskStart& start, const Workspace& workspace,
                                                 const std::string& python,
                                                 const std::optional<TaskUser>& user) const;
    std::vector<TaskStage> stages(const TaskStart& start, const Workspace& workspace,
                                  const std::string& python) const;

    const DataLayout& layout_;
    TaskUsers& users_;
    const std::filesystem::path sdk_directory_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/engine.h"
#include "platform/engines/local/accelerator_probe.h"
#include "platform/engines/local/data_layout.h"
#include "platform/engines/local/local_engine_options.h"
#include "platform/engines/local/workspace.h"
#include "runner/task_file.h"

#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Turns a start in a workload's terms into a directory that a waiter can carry out. Thread-safe.
class TaskPreparer {
public:
    TaskPreparer(const LocalEngineOptions& options, const DataLayout& layout)
        : options_(options), layout_(layout)
    {
    }

    /// Makes the attempt's directory with its files, task.json last. What it made stays after an error.
    Result<TaskFile> prepare(const TaskStart& start, const std::vector<Accelerator>& gpus) const;

private:
    Result<std::string> findPython(const TaskStart& start) const;
    std::map<std::string, std::string> variables(const TaskStart& start, const Workspace& workspace,
                                                 const std::string& python) const;
    std::vector<TaskStage> stages(const TaskStart& start, const Workspace& workspace,
                                  const std::string& python) const;

    const LocalEngineOptions& options_;
    const DataLayout& layout_;
};

}  // namespace slipway

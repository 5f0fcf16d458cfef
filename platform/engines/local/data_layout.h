// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "platform/engines/engine.h"
#include "runner/records/attempt_directory.h"

#include <filesystem>
#include <string>
#include <utility>

namespace slipway {

/// Where a platform keeps what tasks use. Names become parts of paths only when they cannot lead elsewhere.
class DataLayout {
public:
    explicit DataLayout(std::filesystem::path root) : root_(std::move(root)) {}

    const std::filesystem::path& root() const { return root_; }
    /// As which Unix user each project's tasks run.
    std::filesystem::path taskUsers() const { return root_ / "task-users.json"; }
    /// What is being deleted.
    std::filesystem::path trash() const { return root_ / ".trash"; }
    /// A copy of the Python SDK that every task can read.
    std::filesystem::path sdk() const { return root_ / "sdk"; }

    std::filesystem::path tasks() const { return root_ / "tasks"; }
    std::filesystem::path task(const TaskId& task) const { return tasks() / task.text(); }
    AttemptDirectory attempt(const TaskId& task, std::int64_t attempt) const;
    std::filesystem::path environments() const { return root_ / "environments"; }
    std::filesystem::path environment(const ResourceId& id) const { return environments() / id.text(); }

    std::filesystem::path volumes() const { return root_ / "volumes"; }
    /// A gate that only those pass who may mount it, with its files behind.
    std::filesystem::path volume(const ResourceId& id) const { return volumes() / id.text(); }
    std::filesystem::path volumeFiles(const ResourceId& id) const { return volume(id) / "files"; }

    std::filesystem::path objects() const { return root_ / "objects"; }
    std::filesystem::path bucket(const std::string& project) const { return objects() / project; }
    std::filesystem::path code(const std::string& project, const std::string& sha256) const;
    /// What the workload that `holder` names ("project/jobs/name") writes to be kept.
    std::filesystem::path outputs(const std::string& holder, const ResourceId& workload,
                                  const Replica& replica = {}) const;
    std::filesystem::path dataset(const DatasetMount& mount) const;

private:
    std::filesystem::path root_;
};

}  // namespace slipway

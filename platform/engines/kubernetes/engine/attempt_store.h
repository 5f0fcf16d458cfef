// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "platform/engines/kubernetes/pods/pod_record.h"
#include "platform/engines/trash.h"
#include "runner/records/attempt_directory.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// The directories of the attempts of one cluster: DIR/tasks/TASK/ATTEMPT with pod.json, streams and
/// exit.json. DIR/forgotten holds a file for each prefix of the store of objects that is to be emptied.
class AttemptStore {
public:
    static Result<AttemptStore> open(const std::filesystem::path& directory);

    /// What tells objects of this platform from another's on the same cluster; made once.
    const std::string& platform() const { return platform_; }
    AttemptDirectory attempt(const TaskId& task, std::int64_t attempt) const;

    /// Every attempt that is written down.
    std::vector<PodRecord> records() const;
    /// `NotFound` when there is none.
    Result<PodRecord> read(const TaskId& task, std::int64_t attempt) const;
    /// Makes the attempt's directory with its record, or replaces the record. Durable.
    Result<void> write(const PodRecord& record) const;
    Result<void> discard(const PodRecord& record);

    /// In which namespace the volume of an environment is; `NotFound` for one that has none.
    Result<std::string> volume(const ResourceId& environment) const;
    Result<void> writeVolume(const ResourceId& environment, const std::string& name_space) const;
    Result<void> forgetVolume(const ResourceId& environment) const;

    /// The path of the service that gives a workload its name; `NotFound` for one that has none.
    Result<std::string> service(const ResourceId& workload) const;
    Result<void> writeService(const ResourceId& workload, const std::string& path) const;
    Result<void> forgetService(const ResourceId& workload) const;

    Result<void> discardTask(const TaskId& task);

    /// What is still to be deleted in the store of objects, by prefixes; noted until it is. Durable.
    std::vector<std::string> forgotten() const;
    Result<void> noteForgotten(const std::string& prefix) const;
    void forgot(const std::string& prefix) const;

private:
    AttemptStore(std::filesystem::path directory, std::string platform);
    Result<void> writeNote(const char* kind, const ResourceId& of, const std::string& text) const;
    Result<void> forgetNote(const char* kind, const ResourceId& of) const;

    std::filesystem::path directory_;
    std::string platform_;
    std::unique_ptr<Trash> trash_;
};

}  // namespace slipway

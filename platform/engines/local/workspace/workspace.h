// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/engine.h"
#include "platform/engines/local/data_layout.h"
#include "platform/engines/local/workspace/task_users.h"
#include "runner/records/attempt_directory.h"

#include <filesystem>
#include <optional>

namespace slipway {

/// The files that one attempt finds: its working directory with the code, links to its datasets and outputs,
/// and its parameters. For one attempt being prepared.
class Workspace {
public:
    Workspace(const DataLayout& layout, const TaskStart& start);

    /// Makes all of it, `user`'s where the task writes. `NotFound` when the uploaded code is gone.
    Result<void> create(const std::optional<TaskUser>& user) const;
    /// The stage that puts the code into the working directory; nothing when there is none.
    std::optional<TaskStage> fetchStage() const;

    std::filesystem::path work() const { return attempt_.path() / "work"; }
    std::filesystem::path home() const { return attempt_.path() / "home"; }
    std::filesystem::path datasets() const { return attempt_.path() / "datasets"; }
    /// One link a volume.
    std::filesystem::path volumes() const { return attempt_.path() / "volumes"; }
    /// What is deleted when the attempt has ended.
    std::filesystem::path scratch() const { return attempt_.path() / "scratch"; }
    std::filesystem::path events() const { return attempt_.streams() / "events"; }
    std::filesystem::path params() const { return attempt_.path() / "params.json"; }
    /// The task's own key, in the form that S3 clients read; absent when it has none.
    std::filesystem::path credentials() const { return attempt_.path() / "credentials"; }
    std::filesystem::path outputs() const
    {
        return layout_.outputs(start_.holder, start_.workload, start_.replica);
    }

private:
    Result<void> writeCredentials(const std::optional<TaskUser>& user) const;
    Result<void> linkDatasets() const;
    Result<void> linkVolumes() const;
    Result<void> makeScratch(const std::optional<TaskUser>& user) const;
    Result<void> checkCode() const;
    Result<void> openTo(const std::optional<TaskUser>& user) const;

    const DataLayout& layout_;
    const TaskStart& start_;
    AttemptDirectory attempt_;
};

}  // namespace slipway

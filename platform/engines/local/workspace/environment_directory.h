// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/workspace/task_users.h"
#include "runner/records/task_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace slipway {

/// What an environment keeps while it holds no machine: its home, and a Python prefix for its packages.
class EnvironmentDirectory {
public:
    explicit EnvironmentDirectory(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path home() const { return path_ / "home"; }
    std::filesystem::path prefix() const { return path_ / "python"; }

    /// Makes the home, `user`'s with all else of the environment; an existing one is kept as it is.
    Result<void> create(const std::optional<TaskUser>& user) const;
    /// Whether the prefix was made to its end.
    bool prepared() const;
    /// The stage that makes the prefix, on top of the packages of `python`. It does nothing where another
    /// attempt did it meanwhile, and starts again where one was killed half way.
    TaskStage prepareStage(const std::string& python) const;

private:
    std::filesystem::path path_;
};

}  // namespace slipway

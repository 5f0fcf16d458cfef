// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/workspace/task_users.h"

#include <filesystem>
#include <optional>
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

private:
    std::filesystem::path path_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/workspace/task_users.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace slipway {

/// The notebook server of one attempt: Jupyter, where the environment's Python has it. Its files lie in a
/// directory of the attempt's that only this user reads; its token is in no command line and no log.
class NotebookServer {
public:
    explicit NotebookServer(std::filesystem::path directory) : directory_(std::move(directory)) {}

    /// Makes the directory and the token, both `user`'s.
    Result<void> create(const std::optional<TaskUser>& user) const;
    /// Jupyter writes there once it listens.
    const std::filesystem::path& directory() const { return directory_; }
    /// "http://127.0.0.1:PORT/" once it listens, else empty.
    std::string url() const;
    /// The same with the token; `Unavailable` until it listens.
    Result<std::string> openUrl() const;

private:
    std::filesystem::path directory_;
};

}  // namespace slipway

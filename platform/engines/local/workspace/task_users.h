// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/local/data_layout.h"
#include "runner/records/task_user.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace slipway {

/// Which Unix user runs the tasks of a project, and what of the data directory it may reach.
///
/// Where slipwayd is root, each project has a user of its own, which exists as a number alone. It owns what
/// its tasks write, and passes into its project's bucket and nobody else's. Elsewhere all tasks are
/// slipwayd's own user's. Thread-safe.
class TaskUsers {
public:
    /// Opens the ways that separate users need. `Unavailable` when the users given before cannot be read.
    static Result<std::unique_ptr<TaskUsers>> open(const DataLayout& layout);

    /// Success where each project has its user; else why not, and what to do.
    const Result<void>& separate() const { return separate_; }

    /// The same user for the same project for ever; nothing where all share one.
    Result<std::optional<TaskUser>> of(const std::string& project);
    /// The group of those tasks of the project that a person owns, which the user of() is not in by itself.
    Result<std::optional<gid_t>> groupOf(const std::string& project, const std::string& person);

private:
    TaskUsers(DataLayout layout, Result<void> separate)
        : layout_(std::move(layout)), separate_(std::move(separate))
    {
    }

    Result<void> readGiven();
    Result<uid_t> numberOf(const std::string& holder);
    Result<uid_t> give(const std::string& holder);

    const DataLayout layout_;
    const Result<void> separate_;
    std::mutex mutex_;
    std::map<std::string, uid_t> given_;  ///< By project, and "project/person" for groups.
};

/// The three below follow no link and do nothing without a user of the project's own.
///
/// Makes the file or directory the user's, with its group and these permissions.
Result<void> giveTo(const std::optional<TaskUser>& user, const std::filesystem::path& path, mode_t mode);
/// The same for a directory with all below it, the permissions apart, unless it is the user's already.
Result<void> giveTreeTo(const std::optional<TaskUser>& user, const std::filesystem::path& directory);
/// The same for a group of which the user is.
Result<void> letPass(const std::optional<gid_t>& group, const std::filesystem::path& directory);
/// Lets the user pass through a directory of ours and read what is in it, and nobody else.
Result<void> letPass(const std::optional<TaskUser>& user, const std::filesystem::path& directory);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace slipway {

/// A cgroup that holds everything a task started, whatever it did to hide: version 2 where it is mounted and
/// may be written, else a directory of version 1's freezer.
class TaskCgroup {
public:
    /// Makes one below the calling process's own cgroup. Nothing when this user may not.
    static std::optional<TaskCgroup> create(const std::string& name);
    /// One that was made earlier; nothing when it is gone.
    static std::optional<TaskCgroup> at(const std::filesystem::path& directory);

    const std::filesystem::path& directory() const { return directory_; }

    /// Moves the calling process into it.
    bool join() const;
    /// Every process in it and in cgroups below it.
    std::vector<pid_t> processes() const;
    /// Kills all of them; none escapes by forking meanwhile.
    void kill() const;
    /// Removes it once it is empty.
    void remove() const;

private:
    explicit TaskCgroup(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::filesystem::path directory_;
};

}  // namespace slipway

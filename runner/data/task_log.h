// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"

#include <fcntl.h>

#include <filesystem>
#include <string>

namespace slipway {

/// Where the runner tells something to who runs the task, between the task's own lines.
class TaskLog {
public:
    explicit TaskLog(std::filesystem::path file) : file_(std::move(file)) {}

    void say(const std::string& sentence) const
    {
        const FileDescriptor log(::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        const std::string line = sentence + "\n";
        [[maybe_unused]] const ssize_t written = ::write(log.get(), line.data(), line.size());
    }

private:
    std::filesystem::path file_;
};

}  // namespace slipway

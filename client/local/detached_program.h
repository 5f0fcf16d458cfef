// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace slipway {

/// A program that outlives us: in a session of its own, adopted by init, with no descriptor of ours.
class DetachedProgram {
public:
    DetachedProgram() = default;

    /// Starts `arguments[0]`; what it prints is appended to `log`. `NotFound` when it cannot be executed.
    static Result<DetachedProgram> start(const std::vector<std::string>& arguments,
                                         const std::filesystem::path& log);

    bool isRunning() const;
    int pid() const { return pid_; }

private:
    explicit DetachedProgram(int pid) : pid_(pid) {}

    int pid_ = 0;
};

}  // namespace slipway

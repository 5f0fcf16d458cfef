// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "runner/data/task_bucket.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace slipway {

/// Stores the files of a directory as objects, while they are written and at the end. For one thread.
///
/// A file is stored once it has stood still for a while, the longer the larger it is, and again when it
/// changes. What is deleted stays stored. Links and what is no file are left out.
class OutputSync {
public:
    OutputSync(TaskBucket bucket, std::string prefix, std::filesystem::path directory);

    /// Stores what has stood still; an error leaves the rest for the next pass.
    Result<void> pass();
    /// Stores everything that is not stored as it is now.
    Result<void> finish();

private:
    using Clock = std::chrono::steady_clock;
    /// What tells whether a file has changed.
    struct Look {
        std::uint64_t size_bytes = 0;
        std::int64_t changed_ns = 0;
        bool operator==(const Look&) const = default;
    };
    struct Known {
        Look seen;
        Clock::time_point since;
        std::optional<Look> stored;
    };
    enum class Which { StoodStill, All };
    Result<void> store(Which which);

    const TaskBucket bucket_;
    const std::string prefix_;
    const std::filesystem::path directory_;
    std::map<std::string, Known> files_;
};

}  // namespace slipway

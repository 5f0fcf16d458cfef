// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace slipway {

/// Deletes directories of any size without making anybody wait.
///
/// What is discarded leaves its place at once by a rename; a thread deletes it afterwards, and after a
/// restart goes on with what is left. Never follows a symbolic link. Thread-safe.
class Trash {
public:
    /// `directory` must lie on the file system of what is discarded.
    explicit Trash(std::filesystem::path directory);
    ~Trash();

    /// Discarding what is absent is a success.
    Result<void> discard(const std::filesystem::path& path);

private:
    void run(const std::stop_token& stop);

    std::filesystem::path directory_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool pending_ = true;
    std::jthread thread_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "platform/engines/engine.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace slipway {

/// News for the reconcile thread, from whatever thread it comes. Thread-safe.
class Inbox {
public:
    struct Commit {
        std::int64_t version = 0;
        Timestamp time{};
    };
    struct TaskNews {
        TaskState state;
        Timestamp time{};
    };
    struct News {
        std::vector<Commit> commits;
        std::vector<TaskNews> tasks;
    };

    void storeChanged(std::int64_t version);
    void taskChanged(const TaskState& state);

    /// Waits for news, at most until `until`, and takes all there is.
    News take(std::chrono::steady_clock::time_point until, const std::stop_token& stop);

private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    News news_;
};

}  // namespace slipway

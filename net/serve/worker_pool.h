// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway::net {

/// Threads that run tasks in the order they come. Thread-safe.
class WorkerPool {
public:
    WorkerPool(int threads, std::size_t max_waiting);
    ~WorkerPool();

    /// False, and the task is dropped, when too many wait already or the pool has stopped.
    bool submit(std::function<void()> task);

    /// Drops what waits, and returns when what runs has ended.
    void stop();

private:
    void work();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> waiting_;
    std::size_t max_waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace slipway::net

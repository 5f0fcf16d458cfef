// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace slipway {

/// Runs tasks on some threads until there are no more or one has failed. Tasks may add others, which go
/// first. Thread-safe; the destructor waits for the tasks that run.
class TaskPool {
public:
    using Task = std::function<Result<void>()>;

    /// `more` makes the next task and gives none when there are no more; it is called one at a time.
    /// `on_error` is called once, after the first error is kept, to hurry the tasks that still run.
    TaskPool(std::size_t threads, std::function<Task()> more, std::function<void()> on_error)
        : thread_count_(threads), more_(std::move(more)), on_error_(std::move(on_error))
    {
    }
    ~TaskPool();
    TaskPool(const TaskPool&) = delete;
    TaskPool& operator=(const TaskPool&) = delete;

    void start();
    void add(Task task);

    /// Waits until all is done once started, calling `tick` every `interval`. The first error, if any.
    Result<void> finish(std::chrono::milliseconds interval, const std::function<void()>& tick);

private:
    void work();
    Task next(std::unique_lock<std::mutex>& lock);
    bool isOver() const;

    const std::size_t thread_count_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<Task()> more_;
    std::function<void()> on_error_;
    std::deque<Task> added_;
    std::size_t active_ = 0;
    bool exhausted_ = false;
    std::optional<Error> error_;
    std::vector<std::thread> threads_;
};

}  // namespace slipway

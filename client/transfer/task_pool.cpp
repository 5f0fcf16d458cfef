// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/transfer/task_pool.h"

#include <algorithm>
#include <utility>

namespace slipway {

void TaskPool::start()
{
    for (std::size_t i = 0; i < std::max<std::size_t>(thread_count_, 1); ++i)
        threads_.emplace_back([this] { work(); });
}

TaskPool::~TaskPool()
{
    {
        std::lock_guard lock(mutex_);
        exhausted_ = true;
        added_.clear();
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void TaskPool::add(Task task)
{
    {
        std::lock_guard lock(mutex_);
        added_.push_back(std::move(task));
    }
    changed_.notify_one();
}

bool TaskPool::isOver() const
{
    return active_ == 0 && (error_ || (exhausted_ && added_.empty()));
}

Result<void> TaskPool::finish(std::chrono::milliseconds interval, const std::function<void()>& tick)
{
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, interval, [this] { return isOver(); })) {
        lock.unlock();
        tick();
        lock.lock();
    }
    if (error_)
        return tl::unexpected(*error_);
    return {};
}

TaskPool::Task TaskPool::next(std::unique_lock<std::mutex>& lock)
{
    while (!error_) {
        if (!added_.empty()) {
            Task task = std::move(added_.front());
            added_.pop_front();
            return task;
        }
        if (!exhausted_) {
            if (Task task = more_())
                return task;
            exhausted_ = true;
        }
        if (active_ == 0)
            break;
        changed_.wait(lock);
    }
    return {};
}

void TaskPool::work()
{
    std::unique_lock lock(mutex_);
    while (Task task = next(lock)) {
        ++active_;
        lock.unlock();
        auto done = task();
        task = nullptr;
        lock.lock();
        --active_;
        if (!done && !error_) {
            error_ = std::move(done.error());
            on_error_();
        }
        if (isOver())
            changed_.notify_all();
    }
    changed_.notify_all();
}

}  // namespace slipway

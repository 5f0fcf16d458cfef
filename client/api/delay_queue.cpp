// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/api/delay_queue.h"

#include <utility>

namespace slipway {

DelayQueue::DelayQueue() : thread_([this] { loop(); }) {}

DelayQueue::~DelayQueue()
{
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DelayQueue::after(std::chrono::milliseconds delay, std::function<void()> closure)
{
    {
        std::lock_guard lock(mutex_);
        due_.emplace(Clock::now() + delay, std::move(closure));
    }
    changed_.notify_all();
}

void DelayQueue::loop()
{
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (due_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const auto next = due_.begin();
        if (next->first > Clock::now()) {
            changed_.wait_until(lock, next->first);
            continue;
        }
        auto closure = std::move(next->second);
        due_.erase(next);
        lock.unlock();
        closure();
        closure = nullptr;
        lock.lock();
    }
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/keyed_workers.h"

#include <algorithm>
#include <utility>

namespace slipway {

KeyedWorkers::KeyedWorkers(int threads, Look look) : look_(std::move(look))
{
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

KeyedWorkers::~KeyedWorkers()
{
    stop();
}

void KeyedWorkers::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
    threads_.clear();
}

void KeyedWorkers::poke(const std::string& key, std::chrono::milliseconds delay)
{
    const auto time = Clock::now() + delay;
    {
        const std::lock_guard lock(mutex_);
        const auto [known, added] = due_.emplace(key, time);
        if (!added)
            known->second = std::min(known->second, time);
    }
    wake_.notify_one();
}

std::optional<std::string> KeyedWorkers::next(std::unique_lock<std::mutex>& lock)
{
    while (!stopping_) {
        const auto now = Clock::now();
        auto soonest = Clock::time_point::max();
        for (const auto& [key, time] : due_) {
            if (busy_.count(key) > 0)
                continue;
            if (time <= now)
                return key;
            soonest = std::min(soonest, time);
        }
        if (soonest == Clock::time_point::max())
            wake_.wait(lock);
        else
            wake_.wait_until(lock, soonest);
    }
    return std::nullopt;
}

void KeyedWorkers::run()
{
    std::unique_lock lock(mutex_);
    while (const std::optional<std::string> key = next(lock)) {
        due_.erase(*key);
        busy_.insert(*key);
        lock.unlock();
        const auto again = look_(*key);
        lock.lock();
        busy_.erase(*key);
        if (again) {
            const auto [known, added] = due_.emplace(*key, Clock::now() + *again);
            if (!added)
                known->second = std::min(known->second, Clock::now() + *again);
        }
        wake_.notify_one();
    }
}

}  // namespace slipway

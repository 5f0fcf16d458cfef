// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace slipway {

/// Runs closures after a delay, one at a time, on a thread of its own. Thread-safe. Closures that are not due
/// yet when it is destroyed are dropped.
class DelayQueue {
public:
    DelayQueue();
    ~DelayQueue();
    DelayQueue(const DelayQueue&) = delete;
    DelayQueue& operator=(const DelayQueue&) = delete;

    void after(std::chrono::milliseconds delay, std::function<void()> closure);

private:
    using Clock = std::chrono::steady_clock;
    void loop();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Clock::time_point, std::function<void()>> due_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace slipway

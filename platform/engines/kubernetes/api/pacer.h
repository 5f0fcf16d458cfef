// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace slipway {

/// Lets so many requests a second through, and bursts of more after a quiet while. Thread-safe.
class Pacer {
public:
    Pacer(double per_second, double burst);

    /// Returns when the next request may go; false when stopped meanwhile.
    bool next();
    /// Waits without taking a turn; false when stopped meanwhile.
    bool pause(std::chrono::milliseconds time);
    /// Ends all waits, for good.
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    bool waitUntil(std::unique_lock<std::mutex>& lock, Clock::time_point time);

    const std::chrono::duration<double> interval_;
    const std::chrono::duration<double> allowance_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    Clock::time_point full_at_ = Clock::now();  ///< When the whole burst is there again.
    bool stopping_ = false;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/api/pacer.h"

#include <algorithm>

namespace slipway {

Pacer::Pacer(double per_second, double burst)
    : interval_(1 / per_second), allowance_(interval_ * std::max(burst - 1, 0.0))
{
}

bool Pacer::waitUntil(std::unique_lock<std::mutex>& lock, Clock::time_point time)
{
    return !stopped_.wait_until(lock, time, [this] { return stopping_; });
}

bool Pacer::next()
{
    std::unique_lock lock(mutex_);
    const Clock::time_point now = Clock::now();
    const auto ticks = [](std::chrono::duration<double> time) {
        return std::chrono::duration_cast<Clock::duration>(time);
    };
    const Clock::time_point from = std::max(full_at_, now);
    full_at_ = from + ticks(interval_);
    return waitUntil(lock, from - ticks(allowance_));
}

bool Pacer::pause(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    return waitUntil(lock, Clock::now() + time);
}

void Pacer::stop()
{
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
}

}  // namespace slipway

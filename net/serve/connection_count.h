// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace slipway::net {

/// How many connections a server has. Thread-safe.
class ConnectionCount {
public:
    /// False when there are `most` already.
    bool add(std::size_t most)
    {
        const std::lock_guard lock(mutex_);
        if (count_ >= most)
            return false;
        ++count_;
        return true;
    }

    void remove()
    {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0)
            none_.notify_all();
    }

    /// Waits until there is none, or the time is over.
    void waitForNone(std::chrono::milliseconds limit)
    {
        std::unique_lock lock(mutex_);
        none_.wait_for(lock, limit, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
};

}  // namespace slipway::net

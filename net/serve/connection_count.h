// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace slipway::net {

/// How many connections a server has, in all and from each origin. Thread-safe.
class ConnectionCount {
public:
    /// False when there are too many already. This machine itself, an empty origin, has no limit of its own.
    bool add(const std::string& origin, const ServerOptions& options)
    {
        const std::lock_guard lock(mutex_);
        if (count_ >= options.max_connections)
            return false;
        if (!origin.empty()) {
            std::size_t& of_origin = of_origin_[origin];
            if (of_origin >= options.max_connections_per_origin)
                return false;
            ++of_origin;
        }
        ++count_;
        return true;
    }

    void remove(const std::string& origin)
    {
        const std::lock_guard lock(mutex_);
        const auto of_origin = of_origin_.find(origin);
        if (of_origin != of_origin_.end() && --of_origin->second == 0)
            of_origin_.erase(of_origin);
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
    std::unordered_map<std::string, std::size_t> of_origin_;
};

}  // namespace slipway::net

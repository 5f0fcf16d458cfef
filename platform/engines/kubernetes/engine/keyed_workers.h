// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace slipway {

/// Looks at things by their keys on a few threads, each at most at one thing, each thing at most by one.
/// Thread-safe.
class KeyedWorkers {
public:
    /// `look` returns after which time it wants to look again, if nobody asks before that.
    using Look = std::function<std::optional<std::chrono::milliseconds>(const std::string&)>;

    KeyedWorkers(int threads, Look look);
    /// Stops.
    ~KeyedWorkers();
    KeyedWorkers(const KeyedWorkers&) = delete;
    KeyedWorkers& operator=(const KeyedWorkers&) = delete;

    /// Returns once no look is in progress; none begins after that. Asking goes on being harmless.
    void stop();

    /// Asks for a look, now or later; what is asked for sooner stays.
    void poke(const std::string& key, std::chrono::milliseconds delay = std::chrono::milliseconds(0));

private:
    using Clock = std::chrono::steady_clock;
    void run();
    /// The most urgent thing that nobody looks at; waits for one. Nothing when stopping.
    std::optional<std::string> next(std::unique_lock<std::mutex>& lock);

    const Look look_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::string, Clock::time_point> due_;
    std::set<std::string> busy_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "runner/processes/process_identity.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace slipway {

/// Notices within milliseconds when something changes about an attempt: a record in its directory, or the end
/// of its waiter. One thread for all; thread-safe.
class AttemptWatcher {
public:
    /// Calls `changed` with an attempt's key on a thread of its own, one call at a time; what was put away
    /// under that key has then to be looked at anew. Calls may be more than changes.
    explicit AttemptWatcher(std::function<void(const std::string& key)> changed);
    /// Returns when no call is in progress and none will come.
    ~AttemptWatcher();
    AttemptWatcher(const AttemptWatcher&) = delete;
    AttemptWatcher& operator=(const AttemptWatcher&) = delete;

    /// Watches the directories and the process, and calls once at first.
    void add(const std::string& key, const std::vector<std::filesystem::path>& directories,
             const ProcessIdentity& waiter);
    void remove(const std::string& key);
    /// Calls soon, or after a while; the sooner of two pokes counts.
    void poke(const std::string& key, std::chrono::milliseconds delay = {});

private:
    using Clock = std::chrono::steady_clock;

    void run();
    void collect(std::set<std::string>& due);
    void collectFileEvents(std::set<std::string>& due);
    int untilNext() const;

    std::function<void(const std::string&)> changed_;
    FileDescriptor inotify_, wake_;
    std::mutex mutex_;
    bool stopping_ = false;
    std::map<int, std::string> directories_;
    std::map<std::string, FileDescriptor> waiters_;
    std::map<std::string, Clock::time_point> pokes_;
    std::thread thread_;
};

}  // namespace slipway

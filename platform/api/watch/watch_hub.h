// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"
#include "net/serve/server.h"
#include "platform/api/api_options.h"
#include "platform/auth/authenticator.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace slipway {

class Store;
class EncodedChanges;
struct Watcher;

/// Tells watchers of every change they may see, from one thread.
///
/// A change is read and encoded once for all who have come as far; one who is behind reads on its own until
/// it has caught up, no faster than its connection drains. A watch ends when its key is no longer live or its
/// roles change, so that the client lists again.
class WatchHub {
public:
    WatchHub(Store& store, Authenticator& authenticator, const ApiOptions& options);
    /// Ends all watches.
    ~WatchHub();
    WatchHub(const WatchHub&) = delete;
    WatchHub& operator=(const WatchHub&) = delete;

    /// Changes after `since` of `kinds` (all when empty) as server-sent events. `Gone` when the caller has to
    /// list again first.
    Result<net::Response> watch(const Caller& caller, std::int64_t since, std::set<Kind> kinds);

    /// To be called after each commit; does not block. Any thread.
    void storeChanged();

    /// Ends all watches and the thread; for good.
    void stop();

    std::size_t watchers() const { return watching_; }

private:
    struct Signal;
    using Watchers = std::vector<std::shared_ptr<Watcher>>;

    void serve();
    Watchers waitForWork();
    void tellNews(const Watchers& watchers);
    void catchUp(Watcher& watcher);
    void send(EncodedChanges& changes, Watcher& watcher, std::int64_t position);
    void checkCallers(const Watchers& watchers);
    void beat(const Watchers& watchers);

    Store& store_;
    Authenticator& authenticator_;
    const ApiOptions& options_;
    std::int64_t position_ = 0;  ///< Up to here everybody who has caught up was told.
    bool behind_ = false;        ///< Somebody has more to catch up with that can be sent at once.
    std::chrono::steady_clock::time_point next_beat_;
    std::atomic<std::size_t> watching_ = 0;
    std::shared_ptr<Signal> signal_;
    std::thread thread_;
};

}  // namespace slipway

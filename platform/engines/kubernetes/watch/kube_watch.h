// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace slipway {

class KubeClient;

/// Takes the objects of a collection and every change of them; called on one thread of the watch's.
struct WatchSink {
    std::function<void()> begin;          ///< The collection comes anew: forget what came.
    std::function<void(Json&&)> present;  ///< One is there, or is there in another form.
    std::function<void(Json&&)> removed;  ///< One is gone; as it was last.
    std::function<void()> complete;       ///< All that there is has come; changes follow.
};

struct WatchTiming {
    /// A watch on which nothing comes for so long is taken for dead; servers send a bookmark a minute.
    std::chrono::milliseconds idle{90'000};
    /// The server ends each watch after so long.
    std::chrono::seconds length{290};
    /// Between tries that fail, doubled from the first to the last.
    std::chrono::milliseconds first_pause{200};
    std::chrono::milliseconds longest_pause{10'000};
};

/// Follows one collection of a cluster: lists it, then watches, for ever.
///
/// A watch that ends or falls silent goes on where it was; only when the server has forgotten that place
/// (410) is the collection listed again. While the server cannot be reached the objects stay as they were
/// last seen. Source: "Kubernetes API Concepts", sections on watches, bookmarks and 410 Gone.
class KubeWatch {
public:
    /// `collection` is a path such as "/api/v1/pods", `query` what narrows it down, without '?'.
    KubeWatch(KubeClient& client, std::string collection, std::string query, WatchSink sink,
              WatchTiming timing = {});
    /// Returns when the thread has ended; the client must still live.
    ~KubeWatch();
    KubeWatch(const KubeWatch&) = delete;
    KubeWatch& operator=(const KubeWatch&) = delete;

    /// Why nothing comes at present; nothing while it does. Any thread.
    std::optional<Error> trouble() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway

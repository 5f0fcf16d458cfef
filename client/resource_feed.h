// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resources/resource.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace slipway {

/// One resource that changed or went.
struct FeedChange {
    bool removed = false;
    Resource resource;  ///< Only kind, id, project and name when removed.
};

/// What a feed tells; all on the session's executor.
struct FeedCallbacks {
    std::function<void(std::vector<Resource>)> on_reset;  ///< The whole list, at first and after a gap.
    /// Optional, before on_reset: kinds of which there are more, so that their newest are listed alone.
    std::function<void(const std::vector<Kind>&)> on_cut;
    std::function<void(std::vector<FeedChange>)> on_changes;
    /// Whether changes are flowing; the error says why not. Reconnects by itself with back-off.
    std::function<void(bool live, const Error* error)> on_state;
};

/// How patient a feed is, and how much it takes.
struct FeedTiming {
    std::chrono::milliseconds silence{40'000};  ///< Without a byte for so long the connection counts as lost.
    std::chrono::milliseconds first_delay{250};
    std::chrono::milliseconds longest_delay{10'000};
    std::size_t most_of_a_kind = 0;  ///< Of a list, which begins with its newest; 0: all.
};

/// Everything of some kinds that the caller may see, kept up to date by one watch. Stops when destroyed.
class ResourceFeed {
public:
    ResourceFeed(const Session& session, std::vector<Kind> kinds, FeedCallbacks callbacks,
                 FeedTiming timing = {});
    ~ResourceFeed();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/resource.h"

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
    std::function<void(std::vector<FeedChange>)> on_changes;
    /// Whether changes are flowing; the error says why not. Reconnects by itself with back-off.
    std::function<void(bool live, const Error* error)> on_state;
};

/// Everything of some kinds that the caller may see, kept up to date by one watch. Stops when destroyed.
class ResourceFeed {
public:
    ResourceFeed(const Session& session, std::vector<Kind> kinds, FeedCallbacks callbacks);
    ~ResourceFeed();

private:
    class Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace slipway

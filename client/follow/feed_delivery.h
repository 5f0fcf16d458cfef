// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/resource_feed.h"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace slipway {

/// Carries what a feed finds to its callbacks on the executor. What comes while the executor is busy is
/// handed over in one piece. The feed owns the callbacks; nothing is called once it let them go. Thread-safe.
class FeedDelivery : public std::enable_shared_from_this<FeedDelivery> {
public:
    FeedDelivery(Executor executor, std::weak_ptr<const FeedCallbacks> callbacks)
        : executor_(std::move(executor)), callbacks_(std::move(callbacks))
    {
    }

    void reset(std::vector<Resource> resources);
    void change(std::vector<FeedChange> changes);
    void live();
    void lost(const Error& error);

private:
    struct Pending {
        std::optional<std::vector<Resource>> reset;
        std::vector<FeedChange> changes;
        bool live = false;
        std::optional<Error> error;
        bool state_changed = false;
    };
    void post(std::unique_lock<std::mutex> lock);
    void hand();

    const Executor executor_;
    const std::weak_ptr<const FeedCallbacks> callbacks_;
    std::mutex mutex_;
    Pending pending_;
    bool posted_ = false;
    bool was_live_ = false;
    std::optional<std::string> last_message_;
};

}  // namespace slipway

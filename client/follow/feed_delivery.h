// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/follow/delivery.h"
#include "client/resource_feed.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// What a feed has found since its callbacks were called.
struct FeedNews {
    std::optional<std::vector<Resource>> reset;
    std::vector<Kind> cut;  ///< With `reset`.
    std::vector<FeedChange> changes;
    bool live = false;
    std::optional<Error> error;
    bool state_changed = false;
};

/// Carries what a feed finds to its callbacks.
class FeedDelivery final : public Delivery<FeedNews, FeedCallbacks> {
public:
    using Delivery::Delivery;

    void reset(std::vector<Resource> resources, std::vector<Kind> cut);
    void change(std::vector<FeedChange> changes);
    void live();
    void lost(const Error& error);

private:
    void handOver(FeedNews news) override;

    bool was_live_ = false;
    std::optional<std::string> last_message_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/resource_feed.h"

#include "client/follow/feed_loop.h"

namespace slipway {

class ResourceFeed::Impl {
public:
    Impl(const Session& session, std::vector<Kind> kinds, FeedCallbacks callbacks, FeedTiming timing)
        : callbacks_(std::make_shared<const FeedCallbacks>(std::move(callbacks))),
          loop_(std::make_shared<FeedLoop>(
              session.transport(), std::move(kinds), timing,
              std::make_shared<FeedDelivery>(session.transport()->executor, callbacks_)))
    {
        loop_->start();
    }
    ~Impl() { loop_->stop(); }

private:
    std::shared_ptr<const FeedCallbacks> callbacks_;
    std::shared_ptr<FeedLoop> loop_;
};

ResourceFeed::ResourceFeed(const Session& session, std::vector<Kind> kinds, FeedCallbacks callbacks,
                           FeedTiming timing)
    : impl_(std::make_unique<Impl>(session, std::move(kinds), std::move(callbacks), timing))
{
}

ResourceFeed::~ResourceFeed() = default;

}  // namespace slipway

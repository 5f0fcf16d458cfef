// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/feed_delivery.h"

#include <utility>

namespace slipway {

void FeedDelivery::reset(std::vector<Resource> resources, std::vector<Kind> cut)
{
    auto held = lock();
    pending_.cut = std::move(cut);
    pending_.reset = std::move(resources);
    pending_.changes.clear();
    post(std::move(held));
}

void FeedDelivery::change(std::vector<FeedChange> changes)
{
    if (changes.empty())
        return;
    auto held = lock();
    pending_.changes.insert(pending_.changes.end(), std::make_move_iterator(changes.begin()),
                            std::make_move_iterator(changes.end()));
    post(std::move(held));
}

void FeedDelivery::live()
{
    auto held = lock();
    if (std::exchange(was_live_, true))
        return;
    last_message_.reset();
    pending_.state_changed = true;
    pending_.live = true;
    pending_.error.reset();
    post(std::move(held));
}

void FeedDelivery::lost(const Error& error)
{
    auto held = lock();
    if (!std::exchange(was_live_, false) && last_message_ == error.message)
        return;
    last_message_ = error.message;
    pending_.state_changed = true;
    pending_.live = false;
    pending_.error = error;
    post(std::move(held));
}

void FeedDelivery::handOver(FeedNews news)
{
    if (news.reset)
        call([&](const FeedCallbacks& to) { to.on_cut ? to.on_cut(news.cut) : void(); });
    if (news.reset)
        call([&](const FeedCallbacks& to) { to.on_reset ? to.on_reset(std::move(*news.reset)) : void(); });
    if (!news.changes.empty())
        call([&](const FeedCallbacks& to) {
            to.on_changes ? to.on_changes(std::move(news.changes)) : void();
        });
    if (news.state_changed)
        call([&](const FeedCallbacks& to) {
            if (to.on_state)
                to.on_state(news.live, news.error ? &*news.error : nullptr);
        });
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/feed_delivery.h"

#include <utility>

namespace slipway {

void FeedDelivery::reset(std::vector<Resource> resources)
{
    std::unique_lock lock(mutex_);
    pending_.reset = std::move(resources);
    pending_.changes.clear();
    post(std::move(lock));
}

void FeedDelivery::change(std::vector<FeedChange> changes)
{
    if (changes.empty())
        return;
    std::unique_lock lock(mutex_);
    pending_.changes.insert(pending_.changes.end(), std::make_move_iterator(changes.begin()),
                            std::make_move_iterator(changes.end()));
    post(std::move(lock));
}

void FeedDelivery::live()
{
    std::unique_lock lock(mutex_);
    if (std::exchange(was_live_, true))
        return;
    last_message_.reset();
    pending_.state_changed = true;
    pending_.live = true;
    pending_.error.reset();
    post(std::move(lock));
}

void FeedDelivery::lost(const Error& error)
{
    std::unique_lock lock(mutex_);
    if (!std::exchange(was_live_, false) && last_message_ == error.message)
        return;
    last_message_ = error.message;
    pending_.state_changed = true;
    pending_.live = false;
    pending_.error = error;
    post(std::move(lock));
}

void FeedDelivery::post(std::unique_lock<std::mutex> lock)
{
    if (std::exchange(posted_, true))
        return;
    lock.unlock();
    executor_([self = shared_from_this()] { self->hand(); });
}

void FeedDelivery::hand()
{
    Pending pending;
    {
        std::lock_guard lock(mutex_);
        pending = std::exchange(pending_, {});
        posted_ = false;
    }
    const auto call = [this](const auto& run) {
        if (const auto callbacks = callbacks_.lock())
            run(*callbacks);
    };
    if (pending.reset)
        call([&](const FeedCallbacks& to) { to.on_reset ? to.on_reset(std::move(*pending.reset)) : void(); });
    if (!pending.changes.empty())
        call([&](const FeedCallbacks& to) {
            to.on_changes ? to.on_changes(std::move(pending.changes)) : void();
        });
    if (pending.state_changed)
        call([&](const FeedCallbacks& to) {
            if (to.on_state)
                to.on_state(pending.live, pending.error ? &*pending.error : nullptr);
        });
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/tail_delivery.h"

#include <utility>

namespace slipway {

bool TailDelivery::bytes(std::string_view bytes)
{
    std::unique_lock lock(mutex_);
    pending_.bytes += bytes;
    const bool room = pending_.bytes.size() < enough_bytes;
    post(std::move(lock));
    return room;
}

void TailDelivery::live()
{
    std::unique_lock lock(mutex_);
    if (std::exchange(was_live_, true))
        return;
    was_lost_ = false;
    pending_.live = true;
    pending_.error.reset();
    post(std::move(lock));
}

void TailDelivery::lost(const Error& error)
{
    std::unique_lock lock(mutex_);
    if (std::exchange(was_lost_, true))
        return;
    was_live_ = false;
    pending_.live = false;
    pending_.error = error;
    post(std::move(lock));
}

void TailDelivery::end(Result<void> result)
{
    std::unique_lock lock(mutex_);
    pending_.end = std::move(result);
    post(std::move(lock));
}

void TailDelivery::whenEmptied(std::function<void()> resume)
{
    std::unique_lock lock(mutex_);
    pending_.resume = std::move(resume);
    post(std::move(lock));
}

void TailDelivery::post(std::unique_lock<std::mutex> lock)
{
    if (std::exchange(posted_, true))
        return;
    lock.unlock();
    executor_([self = shared_from_this()] { self->hand(); });
}

void TailDelivery::hand()
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
    if (!pending.bytes.empty())
        call([&](const TailCallbacks& to) { to.on_bytes ? to.on_bytes(std::move(pending.bytes)) : void(); });
    if (pending.live)
        call([&](const TailCallbacks& to) {
            if (to.on_state)
                to.on_state(*pending.live, pending.error ? &*pending.error : nullptr);
        });
    if (pending.end)
        call([&](const TailCallbacks& to) { to.on_end ? to.on_end(std::move(*pending.end)) : void(); });
    if (pending.resume)
        pending.resume();
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/follow/tail_delivery.h"

#include <utility>

namespace slipway {

bool TailDelivery::bytes(std::string_view bytes)
{
    auto held = lock();
    pending_.bytes += bytes;
    const bool room = pending_.bytes.size() < enough_bytes;
    post(std::move(held));
    return room;
}

void TailDelivery::live()
{
    auto held = lock();
    if (std::exchange(was_live_, true))
        return;
    was_lost_ = false;
    pending_.live = true;
    pending_.error.reset();
    post(std::move(held));
}

void TailDelivery::lost(const Error& error)
{
    auto held = lock();
    if (std::exchange(was_lost_, true))
        return;
    was_live_ = false;
    pending_.live = false;
    pending_.error = error;
    post(std::move(held));
}

void TailDelivery::end(Result<void> result)
{
    auto held = lock();
    pending_.end = std::move(result);
    post(std::move(held));
}

void TailDelivery::whenEmptied(std::function<void()> resume)
{
    auto held = lock();
    pending_.resume = std::move(resume);
    post(std::move(held));
}

void TailDelivery::handOver(TailNews news)
{
    if (!news.bytes.empty())
        call([&](const TailCallbacks& to) { to.on_bytes ? to.on_bytes(std::move(news.bytes)) : void(); });
    if (news.live)
        call([&](const TailCallbacks& to) {
            if (to.on_state)
                to.on_state(*news.live, news.error ? &*news.error : nullptr);
        });
    if (news.end)
        call([&](const TailCallbacks& to) { to.on_end ? to.on_end(std::move(*news.end)) : void(); });
    if (news.resume)
        news.resume();
}

}  // namespace slipway

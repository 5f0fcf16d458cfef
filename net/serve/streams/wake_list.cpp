// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/streams/wake_list.h"

#include "net/serve/session.h"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace slipway::net {

namespace {

constexpr std::size_t sessions_per_turn = 64;

}  // namespace

void WakeList::add(std::weak_ptr<Session> session)
{
    {
        const std::lock_guard lock(mutex_);
        added_.push_back(std::move(session));
        if (at_work_)
            return;
        at_work_ = true;
    }
    post({}, 0);
}

void WakeList::post(Sessions sessions, std::size_t next)
{
    asio::post(executor_, [self = shared_from_this(), sessions = std::move(sessions), next]() mutable {
        self->wakeSome(std::move(sessions), next);
    });
}

void WakeList::wakeSome(Sessions sessions, std::size_t next)
{
    if (next == sessions.size()) {
        sessions.clear();
        next = 0;
        const std::lock_guard lock(mutex_);
        sessions.swap(added_);
        at_work_ = !sessions.empty();
        if (!at_work_)
            return;
    }
    const std::size_t end = std::min(next + sessions_per_turn, sessions.size());
    for (; next < end; ++next) {
        if (const auto session = sessions[next].lock())
            session->wake();
    }
    post(std::move(sessions), next);
}

}  // namespace slipway::net

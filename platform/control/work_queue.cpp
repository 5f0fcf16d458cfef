// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/work_queue.h"

#include <algorithm>

namespace slipway {

void WorkQueue::addAt(const ResourceId& id, Clock::time_point when)
{
    const Place place(when, added_++);
    const auto [entry, added] = due_.try_emplace(id, place);
    if (!added) {
        if (entry->second <= place)
            return;
        order_.erase(entry->second);
        entry->second = place;
    }
    order_.emplace(place, id);
}

void WorkQueue::addAfterError(const ResourceId& id, Clock::time_point now)
{
    constexpr std::chrono::milliseconds first(100);
    constexpr std::chrono::milliseconds longest(30'000);
    const int errors = std::min(errors_[id]++, 16);
    addAt(id, now + std::min<std::chrono::milliseconds>(first * (1 << errors), longest));
}

std::optional<ResourceId> WorkQueue::take(Clock::time_point now)
{
    if (order_.empty() || order_.begin()->first.first > now)
        return std::nullopt;
    const ResourceId id = order_.begin()->second;
    order_.erase(order_.begin());
    due_.erase(id);
    return id;
}

std::optional<WorkQueue::Clock::time_point> WorkQueue::next() const
{
    if (order_.empty())
        return std::nullopt;
    return order_.begin()->first.first;
}

}  // namespace slipway

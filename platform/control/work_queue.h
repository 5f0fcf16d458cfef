// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace slipway {

/// Resources to be looked at, each once, some of them later. Not thread-safe.
class WorkQueue {
public:
    using Clock = std::chrono::steady_clock;

    void addNow(const ResourceId& id) { addAt(id, Clock::time_point()); }
    /// Keeps the earlier time when it is in the queue already.
    void addAt(const ResourceId& id, Clock::time_point when);

    /// After an error: later each time in a row, from 100 ms to 30 s.
    void addAfterError(const ResourceId& id, Clock::time_point now);
    /// The next error counts as the first again.
    void forgetErrors(const ResourceId& id) { errors_.erase(id); }

    /// The first that is due, taken out of the queue.
    std::optional<ResourceId> take(Clock::time_point now);
    /// When the next one is due.
    std::optional<Clock::time_point> next() const;

private:
    std::set<std::pair<Clock::time_point, ResourceId>> order_;
    std::map<ResourceId, Clock::time_point> due_;
    std::map<ResourceId, int> errors_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace slipway {

/// Resources to be looked at, each once, some of them later; what is due goes in the order in which it came.
/// Not thread-safe.
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
    using Place = std::pair<Clock::time_point, std::uint64_t>;  ///< When, and how many came before.

    std::map<Place, ResourceId> order_;
    std::map<ResourceId, Place> due_;
    std::uint64_t added_ = 0;
    std::map<ResourceId, int> errors_;
};

}  // namespace slipway

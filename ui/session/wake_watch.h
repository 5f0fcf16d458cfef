// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <chrono>
#include <optional>
#include <utility>

namespace slipway {

/// Tells that the computer slept: the clock on the wall has gone on, the one that counts running time has
/// not. A wall clock that is set forward looks the same, and does no harm.
class WakeWatch {
public:
    using Steady = std::chrono::steady_clock::time_point;

    /// Whether it slept since the look before; for looks that are some seconds apart.
    bool slept(Timestamp wall, Steady running)
    {
        const auto before = std::exchange(before_, Look{wall, running});
        return before && (wall - before->wall) - (running - before->running) > shortest_sleep;
    }

private:
    /// Less than this a connection survives, and a clock is corrected by.
    static constexpr std::chrono::seconds shortest_sleep{20};

    struct Look {
        Timestamp wall;
        Steady running;
    };
    std::optional<Look> before_;
};

}  // namespace slipway

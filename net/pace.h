// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace slipway::net {

/// How long the other end may take to move some bytes: never still for longer than `idle`, and on the whole
/// at least `min_bytes_per_s` once the first `start` has passed. Only time spent waiting for the other end
/// counts.
class Pace {
public:
    using Limit = std::chrono::milliseconds;

    /// Limits what stands still alone.
    Pace(Limit idle) : idle_(idle) {}  // NOLINT: a limit is a pace
    Pace(Limit idle, std::uint64_t min_bytes_per_s, Limit start = std::chrono::seconds(10))
        : idle_(idle), min_bytes_per_s_(min_bytes_per_s), left_(start)
    {
    }

    /// What the next step may take; zero when the other end is too slow.
    Limit next() const
    {
        if (min_bytes_per_s_ == 0)
            return idle_;
        return std::clamp(std::chrono::duration_cast<Limit>(left_), Limit(0), idle_);
    }

    /// A step moved so much in so much time.
    void moved(std::uint64_t bytes, std::chrono::steady_clock::duration took)
    {
        if (min_bytes_per_s_ != 0)
            left_ += std::chrono::nanoseconds(bytes * 1'000'000'000 / min_bytes_per_s_) - took;
    }

private:
    Limit idle_;
    std::uint64_t min_bytes_per_s_ = 0;
    std::chrono::nanoseconds left_{0};
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace slipway {

/// How long to wait before the next try: twice as long each time, up to a bound, less up to half of it by
/// chance, so that clients that lost one server do not come back all at once. Not thread-safe.
class BackOff {
public:
    BackOff(std::chrono::milliseconds first, std::chrono::milliseconds most) : first_(first), most_(most) {}

    std::chrono::milliseconds next()
    {
        const auto full = current_;
        current_ = std::min(current_ * 2, most_);
        return std::chrono::milliseconds(std::uniform_int_distribution<std::chrono::milliseconds::rep>(
            full.count() / 2, full.count())(random_));
    }
    void reset() { current_ = first_; }

private:
    std::chrono::milliseconds first_;
    std::chrono::milliseconds most_;
    std::chrono::milliseconds current_ = first_;
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace slipway

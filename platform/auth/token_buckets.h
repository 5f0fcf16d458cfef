// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace slipway {

/// A bucket of tokens for each name, filled at a steady rate up to what a burst may take. Thread-safe; names
/// whose bucket is full again are forgotten.
class TokenBuckets {
public:
    using Clock = std::chrono::steady_clock;

    /// A rate of 0 means that there is always a token.
    TokenBuckets(double tokens_per_s, double burst) : rate_(tokens_per_s), burst_(burst) {}

    /// Takes a token; false when there is none.
    bool take(const std::string& name, Clock::time_point now = Clock::now());
    /// Whether there is one to take.
    bool has(const std::string& name, Clock::time_point now = Clock::now());

    std::size_t size() const;

private:
    struct Bucket {
        double tokens = 0;
        Clock::time_point filled;
    };

    double tokensNow(const Bucket& bucket, Clock::time_point now) const;
    void forgetFull(Clock::time_point now);

    const double rate_;
    const double burst_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::size_t next_look_ = 1'024;  ///< So many names call for a look at which are full again.
};

}  // namespace slipway

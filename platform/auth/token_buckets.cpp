// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/token_buckets.h"

#include <algorithm>

namespace slipway {

double TokenBuckets::tokensNow(const Bucket& bucket, Clock::time_point now) const
{
    const double passed = std::chrono::duration<double>(now - bucket.filled).count();
    return std::min(burst_, bucket.tokens + std::max(passed, 0.0) * rate_);
}

bool TokenBuckets::take(const std::string& name, Clock::time_point now)
{
    if (rate_ <= 0)
        return true;
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= next_look_)
        forgetFull(now);
    const auto [found, added] = buckets_.try_emplace(name, Bucket{burst_, now});
    Bucket& bucket = found->second;
    bucket = {tokensNow(bucket, now), now};
    if (bucket.tokens < 1)
        return false;
    bucket.tokens -= 1;
    return true;
}

bool TokenBuckets::has(const std::string& name, Clock::time_point now)
{
    const std::lock_guard lock(mutex_);
    const auto found = buckets_.find(name);
    return rate_ <= 0 || found == buckets_.end() || tokensNow(found->second, now) >= 1;
}

std::size_t TokenBuckets::size() const
{
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

void TokenBuckets::forgetFull(Clock::time_point now)
{
    std::erase_if(buckets_, [&](const auto& entry) { return tokensNow(entry.second, now) >= burst_; });
    next_look_ = std::max<std::size_t>(1'024, buckets_.size() * 2);
}

}  // namespace slipway

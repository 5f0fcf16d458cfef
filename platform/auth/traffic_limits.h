// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/auth/token_buckets.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace slipway {

struct TrafficOptions {
    double requests_per_key = 1'000;  ///< A second, with bursts of twice as many; 0: no limit.
    /// Refused signatures a second of one stranger's address, with bursts of twenty times as many; 0: no
    /// limit.
    double refusals_per_origin = 5;
    int uploads_per_key = 32;  ///< Bodies on their way at the same time.
};

/// Says who asks too much, so that nobody's mistake or malice takes the platform from the others.
/// Thread-safe.
class TrafficLimits {
public:
    explicit TrafficLimits(const TrafficOptions& options = {});

    /// `ResourceExhausted` (type "too-many-refusals") while an address has had too many requests refused.
    /// This machine itself, an empty origin, is not held to it: there, the proxy stands for everybody.
    Result<void> checkOrigin(const std::string& origin);
    /// A request of the address carried no valid signature.
    void refused(const std::string& origin);
    /// Counts a request that was signed with the key: `ResourceExhausted` (type "too-many-requests") when it
    /// is one too many.
    Result<void> countRequest(const std::string& access_key);

    /// Held while the body of a key's upload is on its way; empty when it would be one too many.
    std::shared_ptr<const void> beginUpload(const std::string& access_key);

private:
    struct Uploads {
        std::mutex mutex;
        std::map<std::string, int> of_key;
    };

    const TrafficOptions options_;
    TokenBuckets requests_;
    TokenBuckets refusals_;
    std::shared_ptr<Uploads> uploads_ = std::make_shared<Uploads>();
};

}  // namespace slipway

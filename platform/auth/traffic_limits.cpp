// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/auth/traffic_limits.h"

namespace slipway {

TrafficLimits::TrafficLimits(const TrafficOptions& options)
    : options_(options),
      requests_(options.requests_per_key, options.requests_per_key * 2),
      refusals_(options.refusals_per_origin, options.refusals_per_origin * 20)
{
}

Result<void> TrafficLimits::checkOrigin(const std::string& origin)
{
    if (origin.empty() || refusals_.has(origin))
        return {};
    return fail(
        ErrorCode::ResourceExhausted,
        "Too many requests from this address carried no valid signature. Check the access key and the clock, "
        "wait a second and try again.",
        "too-many-refusals");
}

void TrafficLimits::refused(const std::string& origin)
{
    if (!origin.empty())
        refusals_.take(origin);
}

Result<void> TrafficLimits::countRequest(const std::string& access_key)
{
    if (requests_.take(access_key))
        return {};
    return fail(
        ErrorCode::ResourceExhausted,
        "This access key asks more than the platform answers in a second. Ask less often, and try again in a "
        "moment.",
        "too-many-requests");
}

std::shared_ptr<const void> TrafficLimits::beginUpload(const std::string& access_key)
{
    {
        const std::lock_guard lock(uploads_->mutex);
        int& count = uploads_->of_key[access_key];
        if (options_.uploads_per_key > 0 && count >= options_.uploads_per_key)
            return nullptr;
        ++count;
    }
    return {access_key.c_str(), [uploads = uploads_, access_key](const void*) {
                const std::lock_guard lock(uploads->mutex);
                if (--uploads->of_key[access_key] == 0)
                    uploads->of_key.erase(access_key);
            }};
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/segments/segment_door.h"

#include "core/segments/segment_name.h"
#include "core/uri.h"
#include "platform/auth/task_keys.h"

namespace slipway {

void SegmentDoor::open(const std::string& endpoint)
{
    const std::lock_guard lock(mutex_);
    endpoint_ = endpoint;
}

std::optional<PostWay> SegmentDoor::way(const SegmentPlace& place, Timestamp expires) const
{
    const std::lock_guard lock(mutex_);
    const Result<Url> url = Url::parse(place.door.empty() ? endpoint_ : place.door);
    if (!url)
        return std::nullopt;
    const std::string access_key = accessKeyOf({place.workload, place.attempt, TaskKey::Use::Streams});
    const auto fields = sigv4::signPost({segments_bucket, place.prefix, largest_segment, expires},
                                        {access_key, secretKeyOf(task_secret_, access_key), {}},
                                        {"us-east-1", "s3", sigv4::PathEncoding::Once}, now());
    if (!fields)
        return std::nullopt;
    Url address = *url;
    address.path = std::string("/") + segments_bucket;
    return PostWay{address.text(), place.prefix, *fields};
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/segments/foreign_segments.h"

#include "core/segments/segment_name.h"
#include "platform/objects/foreign/store_keeper.h"

#include <limits>

namespace slipway {

namespace {

/// Who asks waits for it, and can ask again.
constexpr std::chrono::milliseconds stall{10'000};
constexpr std::chrono::milliseconds patience{60'000};

}  // namespace

ForeignSegments::ForeignSegments(std::shared_ptr<ForeignStore> store, std::shared_ptr<const SegmentDoor> door)
    : store_(std::move(store)), door_(std::move(door)), place_(store_->placeOf(segments_bucket))
{
}

PostWays ForeignSegments::ways(const SegmentPlace& place)
{
    PostWays ways;
    ways.expires = now() + segment_forms_life;
    if (auto way = store_->signPost(place_ + place.prefix, largest_segment, ways.expires))
        ways.ways.push_back(std::move(*way));
    if (auto way = door_ ? door_->way(place, ways.expires) : std::nullopt)
        ways.ways.push_back(std::move(*way));
    return ways;
}

Result<std::vector<std::string>> ForeignSegments::list(const std::string& prefix)
{
    return listKeys(*store_, place_ + prefix, std::numeric_limits<std::size_t>::max())
        .map([&](std::vector<std::string> keys) {
            for (std::string& key : keys)
                key.erase(0, place_.size());
            return keys;
        });
}

Result<std::string> ForeignSegments::read(const std::string& key)
{
    StoreRequest request;
    request.key = place_ + key;
    request.stall_timeout = stall;
    request.total_timeout = patience;
    return store_->ask(request).and_then([&](const net::FetchResponse& answer) -> Result<std::string> {
        if (answer.body.size() > largest_segment)
            return fail(ErrorCode::TooLarge, key + " is too large for a segment.");
        return answer.body;
    });
}

Result<void> ForeignSegments::remove(const std::string& prefix)
{
    const Result<std::vector<std::string>> keys = listKeys(*store_, place_ + prefix, 1);
    if (!keys || keys->empty())
        return keys ? Result<void>() : propagate(keys);
    return deleteAll(*store_, place_ + prefix);
}

}  // namespace slipway

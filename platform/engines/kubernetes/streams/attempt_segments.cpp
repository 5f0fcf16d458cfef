// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/streams/attempt_segments.h"

#include "core/segments/segment_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds confirm_pause{30};
/// Long before seven days are over.
constexpr std::chrono::hours renew_pause{24};
constexpr int most_removals = 8;
constexpr std::size_t most_gaps_told = 3;

std::string tellGaps(const std::vector<StreamGap>& gaps)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(gaps.size(), most_gaps_told); ++i)
        text += fmt::format("{}Bytes {} to {} of \"{}\" are missing; what follows them is in \"{}.from-{}\".",
                            i == 0 ? "" : " ", gaps[i].from_bytes, gaps[i].to_bytes, gaps[i].stream,
                            gaps[i].stream, gaps[i].to_bytes);
    return text;
}

}  // namespace

SegmentPlace segmentPlaceOf(const PodRecord& record)
{
    return {record.workload, record.attempt,
            fmt::format("{}{}/{}/", segmentsOf(record.workload, record.attempt), record.task.text(),
                        record.made_at.time_since_epoch().count())};
}

AttemptSegments::AttemptSegments(std::shared_ptr<SegmentStore> store, const PodRecord& record, PodFeed& feed,
                                 milliseconds patience)
    : store_(std::move(store)), place_(segmentPlaceOf(record)), feed_(feed), patience_(patience)
{
}

std::optional<milliseconds> AttemptSegments::confirm()
{
    if (!store_ || !understood_)
        return std::nullopt;
    const auto now = Clock::now();
    if (now < confirm_at_)
        return std::chrono::duration_cast<milliseconds>(confirm_at_ - now) + milliseconds(1);
    confirm_at_ = now + confirm_pause;
    const bool renews = !renewed_at_ || now >= *renewed_at_ + renew_pause;
    const PostWays ways = renews ? store_->ways(place_) : PostWays();
    StreamOffsets have = feed_.have();
    if (have == told_ && ways.ways.empty())
        return confirm_pause;
    const Result<void> told = feed_.confirm(have, ways);
    if (told) {
        told_ = std::move(have);
        renewed_at_ = ways.ways.empty() ? renewed_at_ : now;
    } else if (told.error().code == ErrorCode::NotFound || told.error().code == ErrorCode::InvalidArgument) {
        understood_ = false;
    }
    return confirm_pause;
}

bool AttemptSegments::fill()
{
    waiting_.clear();
    if (!store_ || filled_ || feed_.news().complete)
        return true;
    const auto gaps = feed_.takeSegments(*store_, place_.prefix);
    filled_ = gaps.has_value();
    if (filled_) {
        missing_ = tellGaps(*gaps);
        return true;
    }
    const auto now = Clock::now();
    failing_since_ = failing_since_.value_or(now);
    if (now - *failing_since_ < patience_) {
        waiting_ = "What it wrote while nobody read is still in the store of objects, which is waited for: " +
                   gaps.error().message;
        return false;
    }
    filled_ = true;
    missing_ =
        "A part of its log may be missing, as the store of objects did not give it: " + gaps.error().message;
    return true;
}

bool AttemptSegments::remove()
{
    if (!store_ || store_->remove(place_.prefix)) {
        removals_ = -1;
        return true;
    }
    return ++removals_ >= most_removals;
}

}  // namespace slipway

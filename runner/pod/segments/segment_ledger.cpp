// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/segments/segment_ledger.h"

#include <algorithm>

namespace slipway {

namespace {

/// A platform that is started anew, or whose connection broke, is back before.
constexpr std::chrono::seconds alone_patience{5};
/// Three times what it takes the platform to tell what it has: a sleeping one leaves its connections open.
constexpr std::chrono::seconds silent_patience{90};
constexpr std::chrono::seconds gathering{30};

}  // namespace

void SegmentLedger::confirm(const StreamOffsets& have)
{
    for (const auto& [name, offset] : have) {
        Stream& stream = streams_[name];
        if (stream.generation == 0)
            stream.confirmed_bytes = std::max(stream.confirmed_bytes, offset);
    }
    unconfirmed_since_.reset();
}

void SegmentLedger::noteReaders(bool any, Time now)
{
    if (any)
        alone_since_.reset();
    else if (!alone_since_)
        alone_since_ = now;
}

bool SegmentLedger::isAway(Time now) const
{
    return (alone_since_ && now - *alone_since_ >= alone_patience) ||
           (unconfirmed_since_ && now - *unconfirmed_since_ >= silent_patience);
}

std::optional<Segment> SegmentLedger::next(const std::vector<StreamInfo>& streams, Time now, Haste haste,
                                           std::uint64_t most_bytes)
{
    std::optional<Segment> due;
    for (const StreamInfo& info : streams) {
        Stream& stream = streams_[info.name];
        if (info.size_bytes < std::max(stream.posted_bytes, stream.confirmed_bytes))
            stream = {stream.generation + 1, 0, 0, {}};
        if (info.size_bytes > stream.confirmed_bytes && !unconfirmed_since_)
            unconfirmed_since_ = now;
        const std::uint64_t from = std::max(stream.posted_bytes, stream.confirmed_bytes);
        const std::uint64_t bytes = info.size_bytes - from;
        if (bytes == 0) {
            stream.waiting_since.reset();
            continue;
        }
        if (!stream.waiting_since)
            stream.waiting_since = now;
        const bool ready =
            haste == Haste::AtOnce || bytes >= most_bytes || now - *stream.waiting_since >= gathering;
        if (!due && ready)
            due = Segment{info.name, stream.generation, from, std::min(bytes, most_bytes)};
    }
    return haste == Haste::AtOnce || isAway(now) ? due : std::nullopt;
}

void SegmentLedger::posted(const Segment& segment)
{
    Stream& stream = streams_[segment.stream];
    if (stream.generation != segment.generation)
        return;
    stream.posted_bytes = std::max(stream.posted_bytes, segment.end_bytes());
    stream.waiting_since.reset();
}

std::uint64_t SegmentLedger::generation(const std::string& stream) const
{
    const auto found = streams_.find(stream);
    return found == streams_.end() ? 0 : found->second.generation;
}

}  // namespace slipway

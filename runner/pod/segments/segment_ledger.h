// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_name.h"
#include "platform/streams/stream_catalog.h"
#include "runner/pod/attempt_feed.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// Which bytes of an attempt's streams are to be posted, and when: those that the platform has not said it
/// has, while it seems to be away. Not thread-safe; knows no clock of its own.
class SegmentLedger {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit SegmentLedger(Time begin) : alone_since_(begin) {}

    /// The platform says how much it has on its disk.
    void confirm(const StreamOffsets& have);
    /// Whether somebody follows the attempt just now.
    void noteReaders(bool any, Time now);
    bool hasReaders() const { return !alone_since_; }

    enum class Haste {
        Gather,  ///< Once enough is there or has waited, and while nobody reads.
        AtOnce,  ///< Whatever is there, whoever reads.
    };
    /// What to post next, of at most `most_bytes`; nothing when there is nothing to do now.
    std::optional<Segment> next(const std::vector<StreamInfo>& streams, Time now, Haste haste,
                                std::uint64_t most_bytes = segment_bytes);
    void posted(const Segment& segment);

    /// Whether the platform has been away for so long that it does not count on being told.
    bool isAway(Time now) const;
    /// How often a stream was begun anew.
    std::uint64_t generation(const std::string& stream) const;

private:
    struct Stream {
        std::uint64_t generation = 0;
        std::uint64_t confirmed_bytes = 0;
        std::uint64_t posted_bytes = 0;
        std::optional<Time> waiting_since;  ///< For being posted.
    };

    std::map<std::string, Stream> streams_;
    std::optional<Time> alone_since_;        ///< Since when nobody follows.
    std::optional<Time> unconfirmed_since_;  ///< Since when bytes wait for the platform's word.
};

}  // namespace slipway

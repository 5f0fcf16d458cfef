// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace slipway {

/// Beside the buckets of projects, whose names are DNS labels: what is the platform's own among objects.
inline constexpr const char* segments_bucket = ".slipway";

/// Where all segments of one attempt of a workload begin: "attempts/job-7f3k9q/2/".
std::string segmentsOf(const ResourceId& workload, std::int64_t attempt);

/// The longest segment that is made, and the longest that is taken.
inline constexpr std::uint64_t segment_bytes = 4u << 20;
inline constexpr std::uint64_t largest_segment = 8u << 20;

/// A piece of one stream that is an object of its own, while nobody reads the stream itself.
struct Segment {
    std::string stream;
    std::uint64_t generation = 0;  ///< How often the stream was begun anew before.
    std::uint64_t offset_bytes = 0;
    std::uint64_t size_bytes = 0;

    std::uint64_t end_bytes() const { return offset_bytes + size_bytes; }
    bool operator==(const Segment&) const = default;
};

/// "streams/log/0/00000000000004194304-4194304": below what is the attempt's own, so that names in order are
/// streams, generations and offsets in order.
std::string formatSegmentName(const Segment& segment);
/// Nothing for names that are no segment's.
std::optional<Segment> parseSegmentName(std::string_view name);

/// What is beside the segments once all are there: the attempt's end, as frames of a feed.
inline constexpr std::string_view segments_end = "end";

}  // namespace slipway

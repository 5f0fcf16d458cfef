// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segments/segment_name.h"
#include "core/segments/segment_store.h"
#include "runner/pod/attempt_feed.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Bytes of a stream that are nowhere.
struct StreamGap {
    std::string stream;
    std::uint64_t from_bytes = 0, to_bytes = 0;

    bool operator==(const StreamGap&) const = default;
};

/// Where filled bytes go.
using AppendToStream =
    std::function<Result<void>(const std::string& stream, std::uint64_t offset, std::string_view bytes)>;

/// Adds what the segments below `prefix` have and the copies, of which `have` tells, have not. What stands
/// behind a gap is kept as a stream of its own, "log.from-1234", and what a stream that was begun anew held
/// as "log.anew-1": nothing is put where it does not belong. Blocks; an error is worth another try.
Result<std::vector<StreamGap>> fillFromSegments(SegmentStore& store, const std::string& prefix,
                                                const StreamOffsets& have, const AppendToStream& append);

}  // namespace slipway

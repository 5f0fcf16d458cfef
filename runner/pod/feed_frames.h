// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// A piece of a feed: everything that grows in one attempt, as one sequence of bytes.
///
/// On the wire a line, then the content: "bytes NAME OFFSET LENGTH" with the stream's name percent-encoded,
/// "state LENGTH", "alive", "end".
struct FeedFrame {
    enum class Kind {
        Bytes,  ///< Of a stream, from an offset on.
        State,  ///< JSON: the attempt's records.
        Alive,  ///< Nothing has happened for a while.
        End,    ///< The attempt is over and everything of it was sent.
    } kind = Kind::Alive;
    std::string stream;
    std::uint64_t offset_bytes = 0;
    std::string content;

    bool operator==(const FeedFrame&) const = default;
};

/// The longest content of a frame, in bytes.
inline constexpr std::size_t max_frame_content = 1u << 20;

std::string formatFrame(const FeedFrame& frame);

/// Takes a feed apart, wherever its pieces end.
class FeedParser {
public:
    /// The frames that are whole now. `DataLoss` when it is no feed; nothing may be taken after that.
    Result<std::vector<FeedFrame>> take(std::string_view bytes);

private:
    /// The frame that a line announces, its content still to come.
    Result<FeedFrame> readLine(std::string_view line);

    std::string rest_;
    FeedFrame frame_;
    std::size_t wanted_ = 0;  ///< How much content the frame has.
    bool in_content_ = false;
};

}  // namespace slipway

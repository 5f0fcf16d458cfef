// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/tunnel/message_part.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace slipway::net {

/// Reads the frames that a WebSocket's server sends: RFC 6455, section 5, without extensions.
class FrameReader {
public:
    /// A part of a message, or a whole control frame.
    struct Piece {
        enum class Kind { Message, Ping, Pong, Close };
        Kind kind = Kind::Message;
        MessagePart part;  ///< Points into the input.
    };

    /// Takes a piece, or what comes before one, from the front of `input`, which starts with what earlier
    /// calls left. Nothing when more must come first. `DataLoss` when this is no WebSocket, for good.
    Result<std::optional<Piece>> read(std::string_view& input);

private:
    struct Head;
    static Result<std::optional<Head>> readHead(std::string_view input);
    static Result<std::optional<Piece>> takeControl(const Head& head, std::string_view& input);
    Result<void> begin(const Head& head);
    std::optional<Piece> takeData(std::string_view& input);

    std::uint64_t left_ = 0;  ///< Bytes of the present frame.
    bool last_frame_ = false;
    bool in_message_ = false;
};

}  // namespace slipway::net

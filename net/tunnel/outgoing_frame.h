// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace slipway::net {

/// Four bytes that nobody can foresee; each frame has its own.
using FrameMask = std::array<char, 4>;

FrameMask newFrameMask();

/// A frame of a WebSocket's client that holds a whole binary message: RFC 6455, section 5.2. Its bytes are
/// put where they are sent from, so that a frame is one piece of memory and is not copied.
class OutgoingFrame {
public:
    /// For messages of `prefix` and at most `capacity` more bytes.
    OutgoingFrame(std::string_view prefix, std::size_t capacity);

    /// Where the message's bytes behind the prefix go.
    std::span<char> room();
    /// The frame around the first `bytes` of room(), whose content is lost; valid until the next call.
    std::string_view seal(std::size_t bytes, const FrameMask& mask);

private:
    std::string prefix_;
    std::string buffer_;
};

enum class ControlFrame : unsigned char { Close = 8, Ping = 9, Pong = 10 };

/// A whole control frame; `content` is at most 125 bytes.
std::string controlFrame(ControlFrame kind, std::string_view content, const FrameMask& mask);

}  // namespace slipway::net

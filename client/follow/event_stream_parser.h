// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One server-sent event.
struct ServerEvent {
    std::string event;  ///< "message" when the server names none.
    std::string id;     ///< The last id seen, as the format says; may come from an earlier event.
    std::string data;   ///< Lines joined by '\n'.
};

/// Reads text/event-stream as bytes arrive, cut anywhere.
/// Source: the "Server-sent events" section of the HTML standard. Not thread-safe.
class EventStreamParser {
public:
    /// An event longer than this makes the stream unreadable.
    static constexpr std::size_t max_event_bytes = 16u << 20;

    /// Appends every event that is whole now. False once the stream is unreadable.
    bool feed(std::string_view bytes, std::vector<ServerEvent>& events);

private:
    void takeLine(std::vector<ServerEvent>& events);

    std::string line_;
    std::string event_;
    std::string id_;
    std::string data_;
    bool after_carriage_return_ = false;
    bool first_line_ = true;
};

}  // namespace slipway

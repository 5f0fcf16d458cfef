// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace slipway::net {

/// Some bytes of a WebSocket's message, which may come in any number of parts, empty ones too.
struct MessagePart {
    std::string_view bytes;
    bool ends_message = false;
};

}  // namespace slipway::net

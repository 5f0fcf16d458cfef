// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "net/transport.h"

#include <memory>

namespace slipway::net {

/// A request that becomes a WebSocket.
struct WebSocketUpgrade {
    RequestHead head;
    Headers response_headers;
    WebSocketCallbacks callbacks;
    std::chrono::milliseconds handshake_timeout{0};
    std::chrono::milliseconds idle_timeout{0};
    std::size_t max_queued_bytes = 0;
};

/// Whether a request asks to become a WebSocket.
bool asksForWebSocket(const RequestHead& head);

/// Answers the request and serves the WebSocket to its end. `socket` holds it as long as it is open.
asio::awaitable<void> serveWebSocket(StreamSocket& stream, WebSocketUpgrade upgrade,
                                     std::shared_ptr<WebSocket>& socket);
asio::awaitable<void> serveWebSocket(TlsStream& stream, WebSocketUpgrade upgrade,
                                     std::shared_ptr<WebSocket>& socket);

}  // namespace slipway::net

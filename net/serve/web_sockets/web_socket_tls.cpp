// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/web_sockets/web_socket_accept.h"

#include <boost/asio/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace slipway::net {

asio::awaitable<void> serveWebSocket(TlsStream& stream, WebSocketUpgrade upgrade,
                                     std::shared_ptr<WebSocket>& socket)
{
    return acceptWebSocket(stream, std::move(upgrade), socket);
}

}  // namespace slipway::net

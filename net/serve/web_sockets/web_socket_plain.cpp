// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/web_sockets/web_socket_accept.h"

namespace slipway::net {

bool asksForWebSocket(const RequestHead& head)
{
    const std::string* upgrade = head.headers.find("upgrade");
    return upgrade && head.method == "GET" && boost::beast::iequals(*upgrade, "websocket");
}

asio::awaitable<void> serveWebSocket(StreamSocket& stream, WebSocketUpgrade upgrade,
                                     std::shared_ptr<WebSocket>& socket)
{
    return acceptWebSocket(stream, std::move(upgrade), socket);
}

}  // namespace slipway::net

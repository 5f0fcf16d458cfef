// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/web_sockets/web_socket_upgrade.h"
#include "net/web_socket_link.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

namespace slipway::net {

/// Shakes hands and runs, for the one .cpp file of each kind of stream.
template <class Stream>
asio::awaitable<void> acceptWebSocket(Stream& stream, WebSocketUpgrade upgrade,
                                      std::shared_ptr<WebSocket>& socket)
{
    namespace websocket = boost::beast::websocket;
    boost::beast::http::request<boost::beast::http::empty_body> request;
    request.method_string(upgrade.head.method);
    request.target(upgrade.head.target);
    for (const auto& [name, value] : upgrade.head.headers.all())
        request.insert(name, value);
    const auto link = std::make_shared<WebSocketLink<Stream>>(
        stream, WebSocketLimits{upgrade.handshake_timeout, upgrade.idle_timeout, upgrade.max_queued_bytes});
    link->stream().set_option(websocket::stream_base::decorator(
        [headers = upgrade.response_headers](websocket::response_type& response) {
            for (const auto& [name, value] : headers.all())
                response.set(name, value);
        }));
    IoError error;
    co_await link->stream().async_accept(request, asio::redirect_error(asio::use_awaitable, error));
    if (error)
        co_return;
    socket = link->socket();
    co_await link->run(std::move(upgrade.callbacks));
    socket.reset();
}

}  // namespace slipway::net

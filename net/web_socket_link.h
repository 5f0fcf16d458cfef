// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "net/waker.h"
#include "net/web_socket_queue.h"

#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <memory>

namespace slipway::net {

struct WebSocketLimits {
    std::chrono::milliseconds handshake{10'000};  ///< For opening and for closing.
    std::chrono::milliseconds idle{60'000};       ///< Half of it brings a ping, all of it in silence the end.
    std::size_t max_queued_bytes = 64u << 20;     ///< An other end this far behind is cut.
};

/// A WebSocket's connection on `Next`, which must outlive it. Used on the executor of `Next` alone. For the
/// few .cpp files that have Beast anyway.
template <class Next>
class WebSocketLink : public std::enable_shared_from_this<WebSocketLink<Next>> {
public:
    using Stream = boost::beast::websocket::stream<Next&, false>;

    WebSocketLink(Next& next, const WebSocketLimits& limits);
    ~WebSocketLink();

    /// To shake hands with before run().
    Stream& stream() { return stream_; }
    /// The end that users hold.
    std::shared_ptr<WebSocket> socket();
    /// Calls back until the socket is closed.
    asio::awaitable<void> run(WebSocketCallbacks callbacks);
    /// Ends the connection without a word.
    void drop();

private:
    void wake();
    template <class Call>
    void guarded(const Call& call);
    asio::awaitable<void> readAll(const WebSocketCallbacks& callbacks);
    asio::awaitable<void> writeAll();

    std::size_t max_queued_bytes_;
    Stream stream_;
    Waker waker_;       ///< Wakes the writing coroutine.
    Waker writer_end_;  ///< Wakes run().
    std::shared_ptr<WebSocketQueue> queue_;
    bool writing_ = false;
    bool ended_ = false;
};

}  // namespace slipway::net

#include "net/web_socket_link_impl.h"

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/tunnel/frame_reader.h"
#include "net/waker.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::net {

/// A client's end of an open WebSocket. Used on its connection's executor alone.
class TunnelSocket {
public:
    /// `keeps` is what the connection's transport needs to live.
    TunnelSocket(std::shared_ptr<Connection> connection, std::shared_ptr<const void> keeps);

    /// The next part of a message, whose bytes stay until the next call; nothing once the server has closed
    /// the WebSocket as it should.
    asio::awaitable<Result<std::optional<MessagePart>>> read();
    /// Sends a frame beside tend(). False when the connection is broken.
    asio::awaitable<bool> write(std::string_view frame);
    /// Answers pings and sends some, until drop(). Notices a server that is gone without a word.
    asio::awaitable<void> tend(std::chrono::milliseconds ping_every);
    /// Says goodbye as far as that takes no time, then drops. By whoever else calls write().
    asio::awaitable<void> close();
    /// Ends the connection; what waits returns.
    void drop();

private:
    asio::awaitable<bool> fill();
    bool isDead();
    Error broken() const;

    std::shared_ptr<const void> keeps_;
    std::shared_ptr<Connection> connection_;
    FrameReader reader_;
    std::string buffer_;
    std::size_t begin_ = 0;  ///< What was received and not read yet.
    std::size_t end_ = 0;
    Waker turn_;
    bool writing_ = false;
    asio::steady_timer tending_;
    std::optional<std::string> pong_;  ///< To be sent.
    bool dropped_ = false;
    IoError error_;
};

}  // namespace slipway::net

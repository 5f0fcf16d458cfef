// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/dial/dialer.h"
#include "net/tunnel/tunnel_preparer.h"

#include <chrono>
#include <memory>
#include <optional>

namespace slipway::net {

/// Opens the WebSocket of one tunnel. Used on one executor alone.
class TunnelOpener {
public:
    TunnelOpener(asio::any_io_executor executor, const PreparedTunnel& prepared,
                 std::chrono::steady_clock::time_point deadline);

    /// The connection on which the WebSocket is open, or the answer of a server that refuses it.
    struct Opening {
        std::shared_ptr<Connection> connection;
        DialResponse refusal;
    };
    asio::awaitable<Result<Opening>> open();

    /// Makes open() end with an error.
    void drop();

private:
    asio::awaitable<Result<void>> connect();
    asio::awaitable<Result<void>> passProxy();
    asio::awaitable<Result<void>> startTls();
    asio::awaitable<Result<Opening>> upgrade();
    enum class Answers { Whole, HeadAlone };
    asio::awaitable<Result<DialResponse>> exchange(const std::string& head, Answers answers);
    std::chrono::milliseconds left() const;
    Error failure() const;
    Error refusedByProxy(int status) const;

    asio::any_io_executor executor_;
    const PreparedTunnel& prepared_;
    const std::chrono::steady_clock::time_point deadline_;
    std::shared_ptr<Connection> connection_;
    bool at_server_ = false;  ///< Behind the proxy, if there is one.
    bool dropped_ = false;
};

}  // namespace slipway::net

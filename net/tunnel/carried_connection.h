// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/tunnel/tunnel_loop.h"
#include "net/tunnel/tunnel_opener.h"
#include "net/tunnel/tunnel_socket.h"
#include "net/waker.h"

#include <functional>
#include <memory>
#include <optional>

namespace slipway::net {

/// One connection to a port of ours, and the tunnel that carries it. On the loop's thread alone.
class CarriedConnection : public std::enable_shared_from_this<CarriedConnection> {
public:
    /// `on_through` is called once bytes have come from the other end.
    CarriedConnection(StreamSocket local, TunnelLoop& loop, std::shared_ptr<TunnelRoute> route,
                      std::function<void()> on_through);

    /// Opens the tunnel and carries bytes both ways until either end is done. An error says what went wrong
    /// with the tunnel.
    asio::awaitable<Result<void>> run();
    /// Makes run() end soon.
    void drop();

private:
    asio::awaitable<Result<void>> open();
    asio::awaitable<Result<void>> openOnce(const PreparedTunnel& prepared,
                                           std::chrono::steady_clock::time_point deadline,
                                           std::optional<DialResponse>& refusal);
    void start(asio::awaitable<void> task);
    asio::awaitable<void> carryOut();
    enum class OutEnd { LocalSilent, LocalGone, RemoteBroken };
    asio::awaitable<OutEnd> copyOut();
    asio::awaitable<void> waitForSilence();
    asio::awaitable<Result<void>> carryIn();
    asio::awaitable<bool> deliver(std::string_view bytes);
    enum class Local { Close, Reset };
    asio::awaitable<void> end(Local how);
    void resetLocal();

    TunnelLoop& loop_;
    std::shared_ptr<TunnelRoute> route_;
    std::shared_ptr<Connection> local_;
    std::function<void()> on_through_;
    std::unique_ptr<TunnelTraffic> traffic_;
    std::unique_ptr<TunnelOpener> opener_;
    std::unique_ptr<TunnelSocket> remote_;
    int tasks_ = 0;
    Waker task_ended_;
    asio::steady_timer half_closed_;
    bool dropped_ = false;
    bool local_is_done_ = false;  ///< The tunnel is ended by us and not by the other end.
    bool delivering_ = false;
    bool ending_ = false;
    std::uint64_t received_bytes_ = 0;
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tunnel/tunnel_loop.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace slipway::net {

class CarriedConnection;

/// Where the connections of one port arrive. On the loop's thread alone, but for what says otherwise.
class TunnelEntrance : public std::enable_shared_from_this<TunnelEntrance> {
public:
    /// Listens, on any thread. The loop must run as long as anything of the entrance does.
    static Result<std::shared_ptr<TunnelEntrance>> create(TunnelLoop& loop,
                                                          std::shared_ptr<TunnelRoute> route);

    asio::awaitable<void> run();
    void close();

    const std::string& address() const { return address_; }  ///< Any thread.
    std::optional<Error> trouble() const;                    ///< Any thread.
    std::size_t connections() const;                         ///< Any thread.

private:
    TunnelEntrance(TunnelLoop& loop, std::shared_ptr<TunnelRoute> route);
    Result<void> listen();
    void take(StreamSocket socket);
    asio::awaitable<void> carry(std::shared_ptr<CarriedConnection> connection);
    void setTrouble(std::optional<Error> trouble);

    TunnelLoop& loop_;
    std::shared_ptr<TunnelRoute> route_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::string address_;
    mutable std::mutex mutex_;
    std::set<std::shared_ptr<CarriedConnection>> connections_;
    std::optional<Error> trouble_;
};

}  // namespace slipway::net

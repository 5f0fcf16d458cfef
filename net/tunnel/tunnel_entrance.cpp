// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnel_entrance.h"

#include "net/socket_address.h"
#include "net/tunnel/carried_connection.h"

#include <boost/asio/redirect_error.hpp>

#include <fcntl.h>
#include <netinet/tcp.h>

namespace slipway::net {
namespace {

/// After the system could not give us a connection, such as when there are too many open files.
constexpr std::chrono::milliseconds accept_pause{200};

}  // namespace

TunnelEntrance::TunnelEntrance(TunnelLoop& loop, std::shared_ptr<TunnelRoute> route)
    : loop_(loop), route_(std::move(route)), acceptor_(loop.executor()), pause_(loop.executor())
{
}

Result<std::shared_ptr<TunnelEntrance>> TunnelEntrance::create(TunnelLoop& loop,
                                                               std::shared_ptr<TunnelRoute> route)
{
    std::shared_ptr<TunnelEntrance> entrance(new TunnelEntrance(loop, std::move(route)));
    if (const auto listening = entrance->listen(); !listening)
        return propagate(listening);
    return entrance;
}

Result<void> TunnelEntrance::listen()
{
    IoError error;
    acceptor_.open(asio::ip::tcp::v4(), error);
    if (!error)
        acceptor_.bind({asio::ip::address_v4::loopback(), 0}, error);
    if (!error)
        acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    "No port of this machine can be opened: " + error.message() + ". Close something.");
    ::fcntl(acceptor_.native_handle(), F_SETFD, FD_CLOEXEC);
    address_ = SocketAddress::ofSocket(acceptor_.native_handle()).text();
    return {};
}

asio::awaitable<void> TunnelEntrance::run()
{
    while (acceptor_.is_open()) {
        IoError error;
        asio::ip::tcp::socket socket(loop_.executor());
        co_await acceptor_.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            take(StreamSocket(std::move(socket)));
        } else if (acceptor_.is_open()) {
            pause_.expires_after(accept_pause);
            co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

void TunnelEntrance::take(StreamSocket socket)
{
    const int on = 1;
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
    if (connections() >= loop_.limits().max_connections) {
        setTrouble(Error{ErrorCode::ResourceExhausted,
                         "There are " + std::to_string(connections()) +
                             " connections through this port already. Close some of them.",
                         "too-many-connections",
                         {}});
        IoError ignored;
        socket.set_option(asio::socket_base::linger(true, 0), ignored);
        socket.close(ignored);
        return;
    }
    const auto through = [weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->setTrouble(std::nullopt);
    };
    const auto connection = std::make_shared<CarriedConnection>(std::move(socket), loop_, route_, through);
    {
        const std::lock_guard lock(mutex_);
        connections_.insert(connection);
    }
    asio::co_spawn(
        loop_.executor(), [self = shared_from_this(), connection] { return self->carry(connection); },
        [self = shared_from_this(), connection](const std::exception_ptr& thrown) {
            if (thrown)
                connection->drop();
            const std::lock_guard lock(self->mutex_);
            self->connections_.erase(connection);
        });
}

asio::awaitable<void> TunnelEntrance::carry(std::shared_ptr<CarriedConnection> connection)
{
    const Result<void> ended = co_await connection->run();
    if (!ended)
        setTrouble(ended.error());
}

void TunnelEntrance::close()
{
    IoError ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    std::set<std::shared_ptr<CarriedConnection>> open;
    {
        const std::lock_guard lock(mutex_);
        open = connections_;
    }
    for (const auto& connection : open)
        connection->drop();
}

void TunnelEntrance::setTrouble(std::optional<Error> trouble)
{
    const std::lock_guard lock(mutex_);
    trouble_ = std::move(trouble);
}

std::optional<Error> TunnelEntrance::trouble() const
{
    const std::lock_guard lock(mutex_);
    return trouble_;
}

std::size_t TunnelEntrance::connections() const
{
    const std::lock_guard lock(mutex_);
    return connections_.size();
}

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay/splice.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <fcntl.h>
#include <netinet/tcp.h>

#include <charconv>
#include <vector>

namespace slipway::net {

namespace {

constexpr std::size_t piece_bytes = 64u << 10;

asio::awaitable<void> carry(Line from, Line to)
{
    std::vector<char> piece(piece_bytes);
    IoError error;
    while (!error) {
        const std::size_t size = co_await from->async_read_some(
            asio::buffer(piece), asio::redirect_error(asio::use_awaitable, error));
        if (!error)
            co_await asio::async_write(*to, asio::buffer(piece.data(), size),
                                       asio::redirect_error(asio::use_awaitable, error));
    }
    close(from);
    close(to);
}

}  // namespace

void splice(const Line& one, const Line& other)
{
    asio::co_spawn(one->get_executor(), carry(one, other), asio::detached);
    asio::co_spawn(one->get_executor(), carry(other, one), asio::detached);
}

void close(const Line& line)
{
    IoError ignored;
    line->shutdown(asio::socket_base::shutdown_both, ignored);
    line->close(ignored);
}

void ready(const Line& line)
{
    const int on = 1;
    ::setsockopt(line->native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(line->native_handle(), F_SETFD, FD_CLOEXEC);
}

asio::ip::tcp::endpoint endpointOf(const std::string& address, IoError& error)
{
    const std::size_t colon = address.rfind(':');
    std::uint16_t port = 0;
    const char* end = address.data() + address.size();
    if (colon == std::string::npos || std::from_chars(address.data() + colon + 1, end, port).ptr != end) {
        error = asio::error::invalid_argument;
        return {};
    }
    return {asio::ip::make_address(address.substr(0, colon), error), port};
}

}  // namespace slipway::net

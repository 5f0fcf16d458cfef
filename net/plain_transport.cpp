// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/transport.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace slipway::net {
namespace {

class PlainTransport final : public Transport {
public:
    explicit PlainTransport(StreamSocket socket) : socket_(std::move(socket)) {}

    asio::awaitable<void> handshake(IoError&) override { co_return; }

    asio::awaitable<std::size_t> readSome(asio::mutable_buffer into, IoError& error) override
    {
        return socket_.async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<std::size_t> writeSome(const Pieces& pieces, IoError& error) override
    {
        return socket_.async_write_some(pieces, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> finishWriting(IoError& error) override
    {
        socket_.shutdown(StreamSocket::shutdown_send, error);
        co_return;
    }

    StreamSocket& socket() override { return socket_; }

private:
    StreamSocket socket_;
};

}  // namespace

std::unique_ptr<Transport> makePlainTransport(StreamSocket socket)
{
    return std::make_unique<PlainTransport>(std::move(socket));
}

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
template <typename Stream>
class stream;
}  // namespace boost::asio::ssl

namespace slipway::net {

namespace asio = boost::asio;
using IoError = boost::system::error_code;

/// A socket of any stream family: TCP and Unix alike.
using StreamSocket = asio::generic::stream_protocol::socket;
using TlsStream = asio::ssl::stream<StreamSocket>;

/// Up to three pieces of memory that are sent one after the other.
using Pieces = std::array<asio::const_buffer, 3>;

/// The bytes of one connection, with or without TLS. Used on the socket's executor alone; one read and one
/// write may wait at the same time.
class Transport {
public:
    virtual ~Transport() = default;
    virtual asio::awaitable<void> handshake(IoError& error) = 0;
    /// Reads at least one byte, or sets `error`.
    virtual asio::awaitable<std::size_t> readSome(asio::mutable_buffer into, IoError& error) = 0;
    virtual asio::awaitable<std::size_t> writeSome(const Pieces& pieces, IoError& error) = 0;
    /// Tells the other end that nothing more comes.
    virtual asio::awaitable<void> finishWriting(IoError& error) = 0;

    virtual StreamSocket& socket() = 0;
    virtual TlsStream* tls() { return nullptr; }  ///< Absent without TLS.
};

enum class TlsRole { Client, Server };

std::unique_ptr<Transport> makePlainTransport(StreamSocket socket);

/// A client sends and checks `host`; the context must outlive the transport.
std::unique_ptr<Transport> makeTlsTransport(StreamSocket socket, asio::ssl::context& context, TlsRole role,
                                            const std::string& host = {});

}  // namespace slipway::net

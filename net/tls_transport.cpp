// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/transport.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <arpa/inet.h>

namespace slipway::net {
namespace {

class TlsTransport final : public Transport {
public:
    TlsTransport(StreamSocket socket, asio::ssl::context& context, TlsRole role)
        : stream_(std::move(socket), context), role_(role)
    {
        SSL_set_mode(stream_.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    }

    void expect(const std::string& host)
    {
        unsigned char address[sizeof(in6_addr)];
        const bool numeric = ::inet_pton(AF_INET, host.c_str(), address) == 1 ||
                             ::inet_pton(AF_INET6, host.c_str(), address) == 1;
        if (!numeric)
            SSL_ctrl(stream_.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                     const_cast<char*>(host.c_str()));
        stream_.set_verify_mode(asio::ssl::verify_peer);
        stream_.set_verify_callback(asio::ssl::host_name_verification(host));
    }

    asio::awaitable<void> handshake(IoError& error) override
    {
        const auto type = role_ == TlsRole::Server ? TlsStream::server : TlsStream::client;
        return stream_.async_handshake(type, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<std::size_t> readSome(asio::mutable_buffer into, IoError& error) override
    {
        return stream_.async_read_some(into, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<std::size_t> writeSome(const Pieces& pieces, IoError& error) override
    {
        return stream_.async_write_some(pieces, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<void> finishWriting(IoError& error) override
    {
        return stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    }

    StreamSocket& socket() override { return stream_.next_layer(); }
    TlsStream* tls() override { return &stream_; }

private:
    TlsStream stream_;
    TlsRole role_;
};

}  // namespace

std::unique_ptr<Transport> makeTlsTransport(StreamSocket socket, asio::ssl::context& context, TlsRole role,
                                            const std::string& host)
{
    auto transport = std::make_unique<TlsTransport>(std::move(socket), context, role);
    if (role == TlsRole::Client)
        transport->expect(host);
    return transport;
}

}  // namespace slipway::net

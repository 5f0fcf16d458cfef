// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialed_line.h"

#include "net/connection_error.h"
#include "net/socket_address.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>

namespace slipway::net {
namespace {

Result<std::shared_ptr<asio::ssl::context>> trusting(const std::string& ca_file)
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    IoError error;
    if (ca_file.empty())
        context->set_default_verify_paths(error);
    else
        context->load_verify_file(ca_file, error);
    if (error)
        return fail(ErrorCode::InvalidArgument,
                    "The file of trusted certificates " + ca_file +
                        " cannot be read. Name a readable PEM file.",
                    "bad-ca-file");
    return context;
}

std::string hostOf(const DialTarget& target)
{
    if (!target.host.empty())
        return target.host;
    return target.address.starts_with("unix:") ? "localhost" : target.address;
}

// The name that a certificate must hold.
std::string nameOf(const std::string& host)
{
    const auto parts = HostPort::parse(host);
    return parts ? parts->host : host;
}

}  // namespace

Result<std::unique_ptr<DialedLine>> DialedLine::create(const DialTarget& target)
{
    std::unique_ptr<DialedLine> line(new DialedLine);
    line->peer_ = target.address.starts_with("unix:") ? target.address.substr(5) : target.address;
    line->host_ = hostOf(target);
    if (auto made = line->makeTransport(target); !made)
        return propagate(made);
    return line;
}

DialedLine::~DialedLine() = default;

Result<void> DialedLine::makeTransport(const DialTarget& target)
{
    auto address = SocketAddress::resolve(target.address);
    if (!address)
        return propagate(address);
    where_ = asio::generic::stream_protocol::endpoint(address->data(), address->size());
    keeps_path_ = std::make_shared<SocketAddress>(*address);
    StreamSocket socket(io_);
    IoError error;
    socket.open({address->family(), 0}, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    "No socket can be opened: " + error.message() + ". Close something.");
    if (address->family() != AF_UNIX) {
        const int on = 1;
        ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    std::unique_ptr<Transport> transport;
    if (target.secure) {
        auto tls = trusting(target.ca_file);
        if (!tls)
            return propagate(tls);
        tls_ = std::move(*tls);
        transport = makeTlsTransport(std::move(socket), *tls_, TlsRole::Client, nameOf(host_));
    } else {
        transport = makePlainTransport(std::move(socket));
    }
    connection_ = std::make_shared<Connection>(std::move(transport));
    return {};
}

asio::awaitable<Result<void>> DialedLine::connect(std::chrono::milliseconds timeout)
{
    using namespace std::chrono;
    const auto deadline = steady_clock::now() + timeout;
    bool good = co_await connection_->connect(where_, timeout);
    if (good)
        good = co_await connection_->handshake(duration_cast<milliseconds>(deadline - steady_clock::now()));
    if (good)
        co_return Result<void>();
    co_return tl::unexpected(failure());
}

void DialedLine::run(asio::awaitable<void> work)
{
    asio::co_spawn(io_, std::move(work), [this](const std::exception_ptr&) { io_.stop(); });
    io_.run();
    io_.restart();
}

Error DialedLine::failure() const
{
    return connectionError(*connection_, peer_);
}

}  // namespace slipway::net

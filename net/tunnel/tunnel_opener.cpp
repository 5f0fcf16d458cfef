// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnel_opener.h"

#include "net/connection_error.h"
#include "net/dial/response_parser.h"
#include "net/tunnel/upgrade.h"

#include <boost/asio/ssl.hpp>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace slipway::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t piece_bytes = 16u << 10;
constexpr std::size_t max_refusal_bytes = 64u << 10;
/// For one of several addresses, so that there is time left for the next.
constexpr milliseconds one_address{5'000};

// The kernel finds out by itself that a silent peer is gone, and no program that we start keeps the socket.
void setOptions(int fd)
{
    const int on = 1;
    const int idle_seconds = 30;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

}  // namespace

TunnelOpener::TunnelOpener(asio::any_io_executor executor, const PreparedTunnel& prepared,
                           steady_clock::time_point deadline)
    : executor_(std::move(executor)), prepared_(prepared), deadline_(deadline)
{
}

void TunnelOpener::drop()
{
    dropped_ = true;
    if (connection_)
        connection_->close();
}

milliseconds TunnelOpener::left() const
{
    const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - steady_clock::now());
    return dropped_ ? milliseconds(0) : std::max(left, milliseconds(0));
}

Error TunnelOpener::failure() const
{
    return connectionError(*connection_, at_server_ ? prepared_.server() : prepared_.nearest());
}

asio::awaitable<Result<TunnelOpener::Opening>> TunnelOpener::open()
{
    Result<void> good = co_await connect();
    if (good && prepared_.proxy)
        good = co_await passProxy();
    at_server_ = true;
    if (good && prepared_.tls)
        good = co_await startTls();
    if (!good)
        co_return propagate(good);
    co_return co_await upgrade();
}

asio::awaitable<Result<void>> TunnelOpener::connect()
{
    for (const auto& endpoint : prepared_.endpoints) {
        StreamSocket socket(executor_);
        IoError error;
        socket.open(endpoint.protocol(), error);
        setOptions(socket.native_handle());
        connection_ = std::make_shared<Connection>(makePlainTransport(std::move(socket)));
        const bool is_last = &endpoint == &prepared_.endpoints.back();
        const bool connected =
            co_await connection_->connect(endpoint, is_last ? left() : std::min(left(), one_address));
        if (connected)
            co_return Result<void>();
    }
    co_return tl::unexpected(failure());
}

asio::awaitable<Result<void>> TunnelOpener::passProxy()
{
    const auto answer = co_await exchange(prepared_.proxy->request(prepared_.server()), Answers::HeadAlone);
    if (!answer)
        co_return propagate(answer);
    if (answer->status / 100 != 2)
        co_return tl::unexpected(refusedByProxy(answer->status));
    co_return Result<void>();
}

Error TunnelOpener::refusedByProxy(int status) const
{
    const std::string what = status == 407 ? " wants to know who we are. Give its address with a name and "
                                             "a password: http://NAME:PASSWORD@HOST:PORT."
                                           : " lets nobody through to " + prepared_.server() + " (status " +
                                                 std::to_string(status) + "). Ask who runs it.";
    std::string sentence = prepared_.nearest() + what;
    sentence.front() = 'T';  // "the proxy"
    return {ErrorCode::Unavailable, std::move(sentence), "proxy-refused", {}};
}

asio::awaitable<Result<void>> TunnelOpener::startTls()
{
    const auto& settings = prepared_.request.tls;
    const std::string& name =
        settings && !settings->server_name.empty() ? settings->server_name : prepared_.url.host;
    auto transport =
        makeTlsTransport(std::move(connection_->transport().socket()), *prepared_.tls, TlsRole::Client, name);
    if (settings && settings->any_peer)
        transport->tls()->set_verify_mode(asio::ssl::verify_none);
    connection_ = std::make_shared<Connection>(std::move(transport));
    const bool secure = co_await connection_->handshake(left());
    co_return secure ? Result<void>() : tl::unexpected(failure());
}

asio::awaitable<Result<TunnelOpener::Opening>> TunnelOpener::upgrade()
{
    const Upgrade upgrade(newUpgradeNonce(), prepared_.request.protocol);
    const auto head = upgrade.request(prepared_.url, prepared_.request.headers);
    if (!head)
        co_return propagate(head);
    auto answer = co_await exchange(*head, Answers::Whole);
    if (!answer)
        co_return propagate(answer);
    if (answer->status != 101)
        co_return Opening{nullptr, std::move(*answer)};
    if (const auto agreed = upgrade.check(answer->headers); !agreed)
        co_return propagate(agreed);
    co_return Opening{connection_, {}};
}

asio::awaitable<Result<DialResponse>> TunnelOpener::exchange(const std::string& head, Answers answers)
{
    const Pieces pieces{asio::buffer(head)};
    const bool sent = co_await connection_->send(pieces, left());
    if (!sent)
        co_return tl::unexpected(failure());
    ResponseParser parser(answers == Answers::HeadAlone ? ResponseParser::ForMethod::Head
                                                        : ResponseParser::ForMethod::Other);
    std::string& body = parser.response().body;
    while (!parser.isDone() && body.size() < max_refusal_bytes) {
        const auto taken = parser.read(connection_->input(), body);
        if (!taken)
            co_return propagate(taken);
        connection_->consume(*taken);
        if (*taken > 0 || parser.isDone())
            continue;
        const bool more = co_await connection_->receive(piece_bytes, left());
        if (!more && parser.hasHead())
            break;  // What there is of a refusal says enough.
        if (!more)
            co_return tl::unexpected(failure());
    }
    co_return std::move(parser.response());
}

}  // namespace slipway::net

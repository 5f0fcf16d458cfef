// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dial/dialed_line.h"
#include "net/web_socket_link.h"

#include <boost/asio/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <csignal>
#include <future>
#include <thread>

namespace slipway::net {
namespace websocket = boost::beast::websocket;
namespace {

using std::chrono::milliseconds;

// How long a destroyed WebSocket waits for the other end's goodbye.
constexpr milliseconds goodbye{500};

template <class Next>
class OpenWebSocket final : public DialedWebSocket {
public:
    OpenWebSocket(std::unique_ptr<DialedLine> line, Next& next, milliseconds timeout)
        : line_(std::move(line)),
          link_(std::make_shared<WebSocketLink<Next>>(next, limits(timeout))),
          socket_(link_->socket())
    {
    }

    ~OpenWebSocket() override
    {
        if (!thread_.joinable())
            return;
        socket_->close(1001, "The other program is ending.");
        if (ended_.wait_for(goodbye) != std::future_status::ready)
            asio::post(line_->connection().executor(), [this] { link_->drop(); });
        thread_.join();
    }

    WebSocket& socket() override { return *socket_; }

    Result<void> shakeHands(const std::string& path, const Headers& headers)
    {
        link_->stream().set_option(
            websocket::stream_base::decorator([headers](websocket::request_type& request) {
                for (const auto& [name, value] : headers.all())
                    request.set(name, value);
            }));
        websocket::response_type response;
        IoError error;
        line_->run(shake(path, response, error));
        if (error == websocket::error::upgrade_declined)
            return fail(response.result_int() >= 400 ? errorCodeOf(static_cast<int>(response.result_int()))
                                                     : ErrorCode::Unavailable,
                        "The server refused the WebSocket with status " +
                            std::to_string(response.result_int()) + ". Check the address and your rights.");
        if (error)
            return fail(ErrorCode::Unavailable,
                        "No WebSocket could be opened: " + error.message() + ". Try again.");
        return {};
    }

    void start(WebSocketCallbacks callbacks)
    {
        std::promise<void> ended;
        ended_ = ended.get_future();
        thread_ = std::thread([this, callbacks = std::move(callbacks), ended = std::move(ended)]() mutable {
            line_->run(link_->run(std::move(callbacks)));
            ended.set_value();
        });
    }

private:
    static WebSocketLimits limits(milliseconds timeout)
    {
        WebSocketLimits limits;
        limits.handshake = timeout;
        return limits;
    }

    asio::awaitable<void> shake(const std::string& path, websocket::response_type& response, IoError& error)
    {
        co_await link_->stream().async_handshake(response, line_->host(), path,
                                                 asio::redirect_error(asio::use_awaitable, error));
    }

    std::unique_ptr<DialedLine> line_;
    std::shared_ptr<WebSocketLink<Next>> link_;
    std::shared_ptr<WebSocket> socket_;
    std::future<void> ended_;
    std::thread thread_;
};

asio::awaitable<void> connect(DialedLine& line, milliseconds timeout, Result<void>& connected)
{
    connected = co_await line.connect(timeout);
}

template <class Next>
Result<std::unique_ptr<DialedWebSocket>> openOn(std::unique_ptr<DialedLine> line, Next& next,
                                                const std::string& path, const Headers& headers,
                                                WebSocketCallbacks callbacks, milliseconds timeout)
{
    auto opened = std::make_unique<OpenWebSocket<Next>>(std::move(line), next, timeout);
    if (const auto shaken = opened->shakeHands(path, headers); !shaken)
        return propagate(shaken);
    opened->start(std::move(callbacks));
    return opened;
}

}  // namespace

Result<std::unique_ptr<DialedWebSocket>>
DialedWebSocket::open(const DialTarget& target, const std::string& path, const Headers& headers,
                      WebSocketCallbacks callbacks, milliseconds timeout)
{
    std::signal(SIGPIPE, SIG_IGN);
    auto created = DialedLine::create(target);
    if (!created)
        return propagate(created);
    auto line = std::move(*created);
    Result<void> connected;
    line->run(connect(*line, timeout, connected));
    if (!connected)
        return propagate(connected);
    Transport& transport = line->connection().transport();
    if (TlsStream* tls = transport.tls())
        return openOn(std::move(line), *tls, path, headers, std::move(callbacks), timeout);
    return openOn(std::move(line), transport.socket(), path, headers, std::move(callbacks), timeout);
}

}  // namespace slipway::net

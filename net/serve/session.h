// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/serve/body_pipe.h"
#include "net/serve/outgoing.h"
#include "net/serve/request_parser.h"
#include "net/serve/response_head.h"
#include "net/serve/server.h"
#include "net/serve/streams/wake_list.h"
#include "net/serve/web_sockets/web_socket_upgrade.h"
#include "net/serve/worker_pool.h"
#include "net/socket_address.h"
#include "net/waker.h"

#include <memory>
#include <optional>
#include <string>

namespace slipway::net {

/// What all connections of a server share.
struct ServerContext {
    ServerOptions options;
    std::shared_ptr<Service> service;
    WorkerPool workers;
    WorkerPool streaming_workers;
};

/// Serves one connection, request by request. Everything happens on the connection's executor but handle().
class Session : public std::enable_shared_from_this<Session> {
public:
    /// `context` must outlive the session; `wakes` is that of the connection's thread.
    Session(ServerContext& context, std::unique_ptr<Transport> transport, const SocketAddress& peer,
            std::shared_ptr<WakeList> wakes);

    asio::awaitable<void> run();

    /// Ends the connection after the request in flight; idle ones, streams and WebSockets at once.
    void stop();
    /// Ends it at once.
    void abort();
    /// Looks again at what was waited for.
    void wake();

private:
    /// A request given to a worker.
    struct Call {
        bool done = false;
        Outgoing outgoing;
    };
    /// What the request decides about its response.
    struct Exchange {
        bool head_only = false;
        bool knows_chunks = true;
        bool keeps_alive = false;
        std::optional<RequestHead> upgrade;  ///< Set when it asks for a WebSocket.
    };

    asio::awaitable<bool> serveOne();
    asio::awaitable<bool> serveAdmitted(RequestParser& parser, BodyPolicy policy);
    asio::awaitable<bool> refuse(RequestParser& parser, Response response);
    asio::awaitable<bool> sayContinue(RequestParser& parser);
    std::variant<BodyPolicy, Response> admit(const RequestHead& head);
    static Exchange exchangeOf(RequestParser& parser);

    /// Nothing when all went well. Sets `gone_` when there is nobody left to answer.
    asio::awaitable<std::optional<Refusal>> receiveHead(RequestParser& parser);
    asio::awaitable<std::optional<Refusal>> receiveBody(RequestParser& parser, std::string& body,
                                                        std::uint64_t most);
    asio::awaitable<std::optional<Refusal>> pumpBody(RequestParser& parser, BodyPipe& pipe, const Call& call,
                                                     std::uint64_t most);
    asio::awaitable<bool> receiveForPipe(BodyPipe& pipe, const Call& call, Pace& speed);

    asio::awaitable<Outgoing> handleBuffered(Request request);
    asio::awaitable<Outgoing> handleStreamed(RequestParser& parser, Request request, std::uint64_t most);
    asio::awaitable<Outgoing> outcomeOf(std::shared_ptr<Call> call);
    std::shared_ptr<Call> launch(WorkerPool& pool, Request request);
    void work(const std::shared_ptr<Call>& call, Request request);
    Response callService(Request request);
    Outgoing prepare(Response response);

    asio::awaitable<bool> respond(Outgoing outgoing, Exchange exchange);
    asio::awaitable<bool> sendText(std::string_view head, std::string_view text);
    asio::awaitable<bool> sendFile(std::string_view head, int fd, const FileBody& part);
    asio::awaitable<bool> sendStream(std::string_view head, StreamQueue& queue);
    asio::awaitable<bool> sendPiece(const std::string& bytes);
    asio::awaitable<void> watchPeer();
    asio::awaitable<bool> upgrade(Response response, RequestHead head);
    Pace pace() const
    {
        const ServerOptions& options = context_.options;
        return {options.idle_timeout, options.min_bytes_per_s, options.slow_start};
    }
    /// Asks, on any thread, for a wake() on the connection's.
    std::function<void()> waking();
    /// Sends what a stream that waits has now. False when that is left to its coroutine.
    bool sendAtOnce();

    ServerContext& context_;
    std::shared_ptr<Connection> connection_;
    std::string peer_;
    std::string origin_;
    Waker waker_;
    std::shared_ptr<BodyPipe> pipe_;
    std::shared_ptr<WakeList> wakes_;
    StreamQueue* stream_ = nullptr;
    bool chunked_ = false;
    bool resting_ = false;  ///< The stream has sent everything.
    std::string unsent_;    ///< What the socket did not take at once.
    std::shared_ptr<WebSocket> web_socket_;
    bool first_ = true;
    bool idle_ = false;
    bool gone_ = false;
    bool receiving_ = false;
    bool watching_ = false;
    bool stopping_ = false;
    bool aborted_ = false;
};

}  // namespace slipway::net

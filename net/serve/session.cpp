// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/session.h"

#include <boost/asio/post.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

namespace slipway::net {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t head_piece_bytes = 4u << 10;
constexpr std::size_t body_piece_bytes = 128u << 10;
constexpr std::uint64_t drained_body_bytes = 64u << 10;

Refusal tooLarge(std::uint64_t most)
{
    return {413, "The request's body is larger than the " + std::to_string(most) + " bytes allowed here."};
}

Refusal failure()
{
    return {500,
            "The server failed on this request. Try again, and tell its operator when it happens again."};
}

Refusal busy()
{
    return {503, "The server is busy. Try again in a moment."};
}

}  // namespace

Session::Session(ServerContext& context, std::unique_ptr<Transport> transport, const SocketAddress& peer,
                 std::shared_ptr<WakeList> wakes)
    : context_(context),
      connection_(std::make_shared<Connection>(std::move(transport))),
      peer_(peer.host()),
      origin_(peer.origin()),
      waker_(connection_->executor()),
      wakes_(std::move(wakes))
{
}

asio::awaitable<void> Session::run()
{
    bool open = co_await connection_->handshake(context_.options.header_timeout);
    while (open && !stopping_ && !aborted_)
        open = co_await serveOne();
    if (gone_ || aborted_)
        connection_->close();
    else
        co_await connection_->closeGently();
}

void Session::stop()
{
    stopping_ = true;
    if (stream_)
        connection_->close();
    else if (web_socket_)
        web_socket_->close(1001, "The server is stopping.");
    else if (idle_)
        connection_->interrupt();
    waker_.wake();
}

void Session::abort()
{
    stopping_ = true;
    aborted_ = true;
    connection_->close();
    if (pipe_)
        pipe_->fail(
            {ErrorCode::Unavailable, "The server is stopping. Send the request again later.", {}, {}});
    waker_.wake();
}

asio::awaitable<bool> Session::serveOne()
{
    RequestParser parser(context_.options.max_header_bytes);
    auto refusal = co_await receiveHead(parser);
    if (gone_)
        co_return false;
    if (refusal) {
        Outgoing outgoing = prepare(problem(*refusal));
        co_return co_await respond(std::move(outgoing), Exchange());
    }
    RequestHead& head = parser.head();
    head.peer = peer_;
    head.origin = origin_;
    head.secure = connection_->isSecure();
    auto verdict = admit(head);
    if (auto* refused = std::get_if<Response>(&verdict))
        co_return co_await refuse(parser, std::move(*refused));
    co_return co_await serveAdmitted(parser, std::move(std::get<BodyPolicy>(verdict)));
}

asio::awaitable<std::optional<Refusal>> Session::receiveHead(RequestParser& parser)
{
    const auto& options = context_.options;
    if (connection_->input().empty()) {
        idle_ = true;
        const auto limit = first_ ? options.header_timeout : options.idle_timeout;
        const bool begun = co_await connection_->receive(head_piece_bytes, limit);
        idle_ = false;
        gone_ = !begun;
    }
    first_ = false;
    const auto deadline = steady_clock::now() + options.header_timeout;
    while (!gone_) {
        const auto taken = parser.readHead(connection_->input());
        if (!taken)
            co_return taken.error();
        connection_->consume(*taken);
        if (*taken > 0)
            break;
        const auto left = duration_cast<milliseconds>(deadline - steady_clock::now());
        bool more = false;
        if (left.count() > 0)
            more = co_await connection_->receive(head_piece_bytes, left);
        if (!more && (left.count() <= 0 || connection_->isLate()))
            co_return Refusal{408, "The request's head did not arrive in time."};
        gone_ = !more;
    }
    co_return std::nullopt;
}

std::variant<BodyPolicy, Response> Session::admit(const RequestHead& head)
{
    try {
        return context_.service->admit(head);
    } catch (...) {
        return problem(failure());
    }
}

Session::Exchange Session::exchangeOf(RequestParser& parser)
{
    const RequestHead& head = parser.head();
    Exchange exchange;
    exchange.head_only = head.method == "HEAD";
    exchange.knows_chunks = parser.knowsChunks();
    if (asksForWebSocket(head) && parser.isDone())
        exchange.upgrade = head;
    return exchange;
}

// A small body that is on its way is read, so that the connection can be kept.
asio::awaitable<bool> Session::refuse(RequestParser& parser, Response response)
{
    const auto length = parser.contentLength();
    bool whole = parser.isDone();
    if (!whole && length && *length <= drained_body_bytes && !parser.expectsContinue()) {
        std::string unused;
        const auto refusal = co_await receiveBody(parser, unused, drained_body_bytes);
        whole = !refusal && !gone_;
    }
    if (gone_)
        co_return false;
    Exchange exchange = exchangeOf(parser);
    exchange.keeps_alive = whole && parser.keepsAlive();
    Outgoing outgoing = prepare(std::move(response));
    co_return co_await respond(std::move(outgoing), std::move(exchange));
}

asio::awaitable<bool> Session::serveAdmitted(RequestParser& parser, BodyPolicy policy)
{
    if (parser.contentLength().value_or(0) > policy.max_bytes) {
        Response refusal = problem(tooLarge(policy.max_bytes));
        co_return co_await refuse(parser, std::move(refusal));
    }
    const bool invited = co_await sayContinue(parser);
    if (!invited)
        co_return false;
    Exchange exchange = exchangeOf(parser);
    Request request;
    request.head = std::move(parser.head());
    request.learned = std::move(policy.learned);
    Outgoing outgoing;
    if (policy.mode == BodyPolicy::Mode::Streamed && !parser.isDone()) {
        outgoing = co_await handleStreamed(parser, std::move(request), policy.max_bytes);
    } else {
        auto refusal = co_await receiveBody(parser, request.body, policy.max_bytes);
        if (gone_)
            co_return false;
        if (refusal)
            outgoing = prepare(problem(*refusal));
        else if (policy.mode == BodyPolicy::Mode::Quick)
            outgoing = prepare(callService(std::move(request)));
        else
            outgoing = co_await handleBuffered(std::move(request));
    }
    if (gone_ || aborted_)
        co_return false;
    exchange.keeps_alive = parser.keepsAlive() && parser.isDone();
    co_return co_await respond(std::move(outgoing), std::move(exchange));
}

asio::awaitable<bool> Session::sayContinue(RequestParser& parser)
{
    static constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";
    if (!parser.expectsContinue() || parser.isDone() || !connection_->input().empty())
        co_return true;
    const Pieces pieces{asio::buffer(invitation)};
    co_return co_await connection_->send(pieces, context_.options.idle_timeout);
}

asio::awaitable<std::optional<Refusal>> Session::receiveBody(RequestParser& parser, std::string& body,
                                                             std::uint64_t most)
{
    Pace speed = pace();
    while (!parser.isDone()) {
        const auto room = std::min<std::uint64_t>(most - body.size() + 1, body_piece_bytes);
        const auto taken = parser.readBody(connection_->input(), body, static_cast<std::size_t>(room));
        if (!taken)
            co_return taken.error();
        connection_->consume(*taken);
        if (body.size() > most)
            co_return tooLarge(most);
        if (*taken > 0 || parser.isDone())
            continue;
        const bool more = co_await connection_->receive(body_piece_bytes, speed);
        if (!more && connection_->isLate())
            co_return Refusal{408, "The request's body did not arrive in time."};
        gone_ = !more;
        if (gone_)
            break;
    }
    co_return std::nullopt;
}

asio::awaitable<Outgoing> Session::handleBuffered(Request request)
{
    const auto call = launch(context_.workers, std::move(request));
    if (!call)
        co_return prepare(problem(busy()));
    co_return co_await outcomeOf(call);
}

asio::awaitable<Outgoing> Session::handleStreamed(RequestParser& parser, Request request, std::uint64_t most)
{
    pipe_ = std::make_shared<BodyPipe>(waking());
    const auto pipe = pipe_;
    request.reader = pipe;
    const auto call = launch(context_.streaming_workers, std::move(request));
    if (!call)
        co_return prepare(problem(busy()));
    const auto refusal = co_await pumpBody(parser, *pipe, *call, most);
    if (refusal)
        pipe->fail({refusal->status == 413 ? ErrorCode::TooLarge : ErrorCode::InvalidArgument,
                    refusal->detail,
                    {},
                    {}});
    Outgoing outgoing = co_await outcomeOf(call);
    pipe->fail({ErrorCode::Unavailable, "The request has been answered already.", {}, {}});
    pipe_.reset();
    if (refusal)
        co_return prepare(problem(*refusal));
    co_return outgoing;
}

// While the worker is at work its outcome is not ours to touch, even when nobody waits for it any more.
asio::awaitable<Outgoing> Session::outcomeOf(std::shared_ptr<Call> call)
{
    while (!call->done && !aborted_)
        co_await waker_.wait();
    if (!call->done)
        co_return Outgoing();
    co_return std::move(call->outgoing);
}

asio::awaitable<std::optional<Refusal>> Session::pumpBody(RequestParser& parser, BodyPipe& pipe,
                                                          const Call& call, std::uint64_t most)
{
    std::uint64_t total = 0;
    Pace speed = pace();
    while (!call.done && !aborted_ && !parser.isDone()) {
        if (!pipe.hasRoom()) {
            co_await waker_.wait();
            continue;
        }
        std::string piece;
        const auto taken = parser.readBody(connection_->input(), piece, body_piece_bytes);
        if (!taken)
            co_return taken.error();
        connection_->consume(*taken);
        total += piece.size();
        if (total > most)
            co_return tooLarge(most);
        pipe.push(std::move(piece));
        if (*taken > 0 || parser.isDone())
            continue;
        const bool more = co_await receiveForPipe(pipe, call, speed);
        if (!more)
            co_return std::nullopt;
    }
    if (parser.isDone())
        pipe.finish();
    co_return std::nullopt;
}

asio::awaitable<bool> Session::receiveForPipe(BodyPipe& pipe, const Call& call, Pace& speed)
{
    receiving_ = true;
    const bool more = co_await connection_->receive(body_piece_bytes, speed);
    receiving_ = false;
    if (more || call.done)
        co_return more;
    if (connection_->isLate())
        pipe.fail({ErrorCode::DeadlineExceeded, "The request's body did not arrive in time.", {}, {}});
    else
        pipe.fail({ErrorCode::Unavailable,
                   "The client closed the connection before its request was whole.",
                   {},
                   {}});
    co_return false;
}

std::shared_ptr<Session::Call> Session::launch(WorkerPool& pool, Request request)
{
    auto call = std::make_shared<Call>();
    auto carried = std::make_shared<Request>(std::move(request));
    const bool taken = pool.submit(
        [self = shared_from_this(), call, carried]() mutable { self->work(call, std::move(*carried)); });
    return taken ? call : nullptr;
}

void Session::work(const std::shared_ptr<Call>& call, Request request)
{
    const bool head_only = request.head.method == "HEAD";
    Outgoing outgoing = prepare(callService(std::move(request)));
    StreamStart start;
    std::shared_ptr<StreamQueue> queue;
    if (auto* stream = std::get_if<StreamStart>(&outgoing.response.body); stream && !head_only) {
        start = std::move(*stream);
        queue = outgoing.stream.queue();
    }
    call->outgoing = std::move(outgoing);
    asio::post(connection_->executor(), [self = shared_from_this(), call] {
        call->done = true;
        if (self->receiving_)
            self->connection_->interrupt();
        self->waker_.wake();
    });
    if (!start)
        return;
    try {
        start(queue);
    } catch (...) {
        queue->abort();
    }
    queue->started();
}

Response Session::callService(Request request)
{
    try {
        return context_.service->handle(std::move(request));
    } catch (...) {
        return problem(failure());
    }
}

// Opens what the response sends, so that the connection's thread does not wait for the disk.
Outgoing Session::prepare(Response response)
{
    Outgoing outgoing;
    if (const auto* part = std::get_if<FileBody>(&response.body)) {
        outgoing.file = FileDescriptor(::open(part->file.c_str(), O_RDONLY | O_CLOEXEC));
        struct stat status {};
        const bool whole =
            outgoing.file && ::fstat(outgoing.file.get(), &status) == 0 &&
            part->offset_bytes + part->size_bytes <= static_cast<std::uint64_t>(status.st_size);
        if (!whole)
            response = problem({500, "The file behind this answer cannot be read. Try again."});
    }
    if (std::holds_alternative<StreamStart>(response.body)) {
        outgoing.stream =
            StreamEnd(std::make_shared<StreamQueue>(context_.options.max_queued_stream_bytes, waking()));
    }
    outgoing.response = std::move(response);
    return outgoing;
}

std::function<void()> Session::waking()
{
    return [weak = weak_from_this(), wakes = wakes_] { wakes->add(weak); };
}

void Session::wake()
{
    if (stream_ && stream_->isBroken())
        connection_->close();
    if (!sendAtOnce())
        waker_.wake();
}

}  // namespace slipway::net

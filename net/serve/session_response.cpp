// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/session.h"

#include <boost/asio/co_spawn.hpp>

#include <array>
#include <charconv>

namespace slipway::net {
namespace {

/// A writer that is faster than this gets its connection's coroutine, which lets others have their turn.
constexpr int most_at_once = 4;

Framing framingOf(const Response& response, bool head_only, bool knows_chunks)
{
    if (response.status == 204 || response.status == 304)
        return {};
    if (const auto* text = std::get_if<std::string>(&response.body)) {
        if (head_only && text->empty() && response.headers.find("content-length"))
            return {};
        return {Framing::Kind::Length, text->size()};
    }
    if (const auto* file = std::get_if<FileBody>(&response.body))
        return {Framing::Kind::Length, file->size_bytes};
    if (const std::string* length = response.headers.find("content-length")) {
        std::uint64_t bytes = 0;
        if (std::from_chars(length->data(), length->data() + length->size(), bytes).ec == std::errc())
            return {Framing::Kind::Length, bytes};
    }
    return {knows_chunks ? Framing::Kind::Chunks : Framing::Kind::UntilClose, 0};
}

/// Bytes of a stream as they go over the wire. `bytes` must outlive it.
class StreamPiece {
public:
    StreamPiece(const std::string& bytes, bool chunked) : bytes_(bytes)
    {
        if (!chunked)
            return;
        char* end = std::to_chars(size_.data(), size_.data() + 16, bytes.size(), 16).ptr;
        *end++ = '\r';
        *end++ = '\n';
        size_bytes_ = static_cast<std::size_t>(end - size_.data());
    }

    Pieces parts() const
    {
        return {asio::buffer(size_.data(), size_bytes_), asio::buffer(bytes_),
                asio::buffer(std::string_view(size_bytes_ > 0 ? "\r\n" : ""))};
    }

private:
    const std::string& bytes_;
    std::array<char, 18> size_;
    std::size_t size_bytes_ = 0;
};

std::string joined(const Pieces& pieces)
{
    std::string text;
    for (const auto& piece : pieces)
        text.append(static_cast<const char*>(piece.data()), piece.size());
    return text;
}

bool asksToClose(const Headers& headers)
{
    const std::string* connection = headers.find("connection");
    return connection && (*connection == "close" || *connection == "Close");
}

}  // namespace

asio::awaitable<bool> Session::respond(Outgoing outgoing, Exchange exchange)
{
    Response& response = outgoing.response;
    if (std::holds_alternative<WebSocketCallbacks>(response.body)) {
        if (exchange.upgrade && connection_->input().empty())
            co_return co_await upgrade(std::move(response), std::move(*exchange.upgrade));
        response = problem({426, "Only WebSockets are served here. Ask for an upgrade."});
        response.headers.set("Upgrade", "websocket");
    }
    const Framing framing = framingOf(response, exchange.head_only, exchange.knows_chunks);
    const bool keep = exchange.keeps_alive && !stopping_ && framing.kind != Framing::Kind::UntilClose &&
                      !asksToClose(response.headers);
    chunked_ = framing.kind == Framing::Kind::Chunks;
    std::string head = formatHead(response, framing, keep);
    bool sent = false;
    if (exchange.head_only || framing.kind == Framing::Kind::None)
        sent = co_await sendText(head, {});
    else if (const auto* text = std::get_if<std::string>(&response.body))
        sent = co_await sendText(head, *text);
    else if (const auto* file = std::get_if<FileBody>(&response.body))
        sent = co_await sendFile(head, outgoing.file.get(), *file);
    else
        sent = co_await sendStream(head, *outgoing.stream.queue());
    gone_ = !sent;
    co_return sent&& keep;
}

asio::awaitable<bool> Session::sendText(std::string_view head, std::string_view text)
{
    const Pieces pieces{asio::buffer(head), asio::buffer(text)};
    co_return co_await connection_->send(pieces, pace());
}

asio::awaitable<bool> Session::sendFile(std::string_view head, int fd, const FileBody& part)
{
    const bool begun = co_await sendText(head, {});
    if (!begun)
        co_return false;
    co_return co_await connection_->sendFile(fd, part.offset_bytes, part.size_bytes, pace());
}

asio::awaitable<bool> Session::sendStream(std::string_view head, StreamQueue& queue)
{
    stream_ = &queue;
    watching_ = true;
    asio::co_spawn(
        connection_->executor(), [self = shared_from_this()] { return self->watchPeer(); },
        [self = shared_from_this()](const std::exception_ptr&) {
            self->watching_ = false;
            self->waker_.wake();
        });
    bool good = co_await sendText(head, {});
    bool proper = false;
    while (good && !proper && !stopping_ && !gone_) {
        if (!unsent_.empty()) {
            good = co_await sendText(unsent_, {});
            unsent_.clear();
            queue.sent();
            continue;
        }
        const StreamQueue::Work work = queue.take();
        good = !work.broken;
        if (good && work.bytes) {
            good = co_await sendPiece(*work.bytes);
            queue.sent();
        } else if (good && work.finished) {
            good = co_await sendText(chunked_ ? "0\r\n\r\n" : "", {});
            proper = good;
        } else if (good) {
            queue.notifyDrained();
            resting_ = true;
            co_await waker_.wait();
            resting_ = false;
        }
    }
    stream_ = nullptr;
    if (proper)
        connection_->interrupt();
    else
        connection_->close();
    while (watching_)
        co_await waker_.wait();
    co_return proper && !gone_;
}

asio::awaitable<bool> Session::sendPiece(const std::string& bytes)
{
    const StreamPiece piece(bytes, chunked_);
    co_return co_await connection_->send(piece.parts(), pace());
}

// Most changes find a connection with room: then neither its coroutine nor the event loop needs to turn.
bool Session::sendAtOnce()
{
    if (!resting_ || !unsent_.empty() || stopping_ || gone_ || connection_->isSecure())
        return false;
    // Again, since nobody is woken for what is written while this sends.
    for (int turn = 0; turn < most_at_once; ++turn) {
        const StreamQueue::Work work = stream_->take();
        if (!work.bytes) {
            stream_->notifyDrained();
            return !work.finished && !work.broken;
        }
        const StreamPiece piece(*work.bytes, chunked_);
        unsent_ = joined(connection_->sendNow(piece.parts()));
        if (!unsent_.empty())
            return false;
        stream_->sent();
    }
    return false;
}

asio::awaitable<bool> Session::upgrade(Response response, RequestHead head)
{
    WebSocketUpgrade upgrade;
    upgrade.head = std::move(head);
    upgrade.response_headers = std::move(response.headers);
    upgrade.callbacks = std::move(std::get<WebSocketCallbacks>(response.body));
    upgrade.handshake_timeout = context_.options.header_timeout;
    upgrade.idle_timeout = context_.options.idle_timeout;
    upgrade.max_queued_bytes = context_.options.max_queued_stream_bytes;
    Transport& transport = connection_->transport();
    if (TlsStream* tls = transport.tls())
        co_await serveWebSocket(*tls, std::move(upgrade), web_socket_);
    else
        co_await serveWebSocket(transport.socket(), std::move(upgrade), web_socket_);
    gone_ = true;
    co_return false;
}

// Notices that the reader went away, and keeps what it sends ahead for the next request.
asio::awaitable<void> Session::watchPeer()
{
    bool there = true;
    while (there && stream_ && connection_->input().size() < context_.options.max_header_bytes)
        there = co_await connection_->receiveBeside();
    if (there || !stream_)
        co_return;
    gone_ = true;
    connection_->close();
}

}  // namespace slipway::net

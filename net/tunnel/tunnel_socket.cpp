// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnel_socket.h"

#include "net/tunnel/outgoing_frame.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cstring>

namespace slipway::net {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t buffer_bytes = 64u << 10;
constexpr milliseconds goodbye{500};
constexpr unsigned normal_close = 1000;
/// More than the two minutes that the kernel lets pass, at most, between asking a full peer and asking again.
constexpr unsigned max_silence_ms = 180'000;

/// The code of a close frame; one without says that all is well.
unsigned closeCode(std::string_view content)
{
    if (content.size() < 2)
        return normal_close;
    return static_cast<unsigned>(static_cast<unsigned char>(content[0])) << 8 |
           static_cast<unsigned char>(content[1]);
}

}  // namespace

TunnelSocket::TunnelSocket(std::shared_ptr<Connection> connection, std::shared_ptr<const void> keeps)
    : keeps_(std::move(keeps)),
      connection_(std::move(connection)),
      buffer_(buffer_bytes, '\0'),
      end_(connection_->input().copy(buffer_.data(), buffer_bytes)),
      turn_(connection_->executor()),
      tending_(connection_->executor())
{
    connection_->consume(end_);
}

Error TunnelSocket::broken() const
{
    const std::string why = error_ == asio::error::eof ? "it was cut" : error_.message();
    return {ErrorCode::Unavailable, "The tunnel broke: " + why + ". Connect again.", "tunnel-broken", {}};
}

asio::awaitable<Result<std::optional<MessagePart>>> TunnelSocket::read()
{
    using Kind = FrameReader::Piece::Kind;
    while (true) {
        std::string_view input(buffer_.data() + begin_, end_ - begin_);
        const auto piece = reader_.read(input);
        begin_ = end_ - input.size();
        if (!piece)
            co_return propagate(piece);
        if (!*piece) {
            const bool more = co_await fill();
            if (!more)
                co_return tl::unexpected(broken());
            continue;
        }
        const std::string_view bytes = (*piece)->part.bytes;
        if ((*piece)->kind == Kind::Message)
            co_return (*piece)->part;
        if ((*piece)->kind == Kind::Close && closeCode(bytes) == normal_close)
            co_return std::nullopt;
        if ((*piece)->kind == Kind::Close)
            co_return fail(ErrorCode::Unavailable,
                           "The server ended the tunnel with code " + std::to_string(closeCode(bytes)) +
                               ". Connect again.",
                           "tunnel-broken");
        if ((*piece)->kind == Kind::Ping) {
            pong_ = std::string(bytes);
            tending_.cancel();
        }
    }
}

// What waits is the front of a frame at most, as parts of messages are read whenever they come.
asio::awaitable<bool> TunnelSocket::fill()
{
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
    const auto room = asio::buffer(buffer_.data() + end_, buffer_.size() - end_);
    const std::size_t received = co_await connection_->transport().readSome(room, error_);
    end_ += received;
    co_return received > 0;
}

asio::awaitable<bool> TunnelSocket::write(std::string_view frame)
{
    while (writing_)
        co_await turn_.wait();
    writing_ = true;
    IoError error;
    while (!error && !frame.empty()) {
        const Pieces pieces{asio::buffer(frame)};
        frame.remove_prefix(co_await connection_->transport().writeSome(pieces, error));
    }
    writing_ = false;
    turn_.wake();
    co_return !error;
}

asio::awaitable<void> TunnelSocket::tend(milliseconds ping_every)
{
    while (!dropped_) {
        IoError canceled;
        tending_.expires_after(pong_ ? milliseconds(0) : ping_every);
        co_await tending_.async_wait(asio::redirect_error(asio::use_awaitable, canceled));
        if (!dropped_ && isDead())
            drop();
        const auto kind = pong_ ? ControlFrame::Pong : ControlFrame::Ping;
        const std::string frame =
            controlFrame(kind, std::exchange(pong_, {}).value_or(std::string()), newFrameMask());
        if (!dropped_)
            co_await write(frame);
    }
}

// A server that takes nothing at present answers no pings, so what counts is whether its machine does.
bool TunnelSocket::isDead()
{
    tcp_info info{};
    socklen_t size = sizeof info;
    const int fd = connection_->transport().socket().native_handle();
    return ::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
           info.tcpi_last_ack_recv > max_silence_ms;
}

asio::awaitable<void> TunnelSocket::close()
{
    constexpr std::string_view normal("\x03\xe8", 2);
    const std::string frame = controlFrame(ControlFrame::Close, normal, newFrameMask());
    asio::steady_timer limit(connection_->executor(), goodbye);
    limit.async_wait([weak = std::weak_ptr(connection_)](IoError canceled) {
        const auto connection = canceled ? nullptr : weak.lock();
        if (connection)
            connection->close();
    });
    if (!dropped_)
        co_await write(frame);
    drop();
}

void TunnelSocket::drop()
{
    dropped_ = true;
    tending_.cancel();
    connection_->close();
}

}  // namespace slipway::net

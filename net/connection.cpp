// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace slipway::net {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t file_piece_bytes = 256u << 10;
constexpr std::chrono::milliseconds drain_limit{5'000};
constexpr std::chrono::milliseconds drain_silence{1'000};

// What is left of `pieces` after the first `sent` bytes.
Pieces dropFront(Pieces pieces, std::size_t sent)
{
    for (auto& piece : pieces) {
        const std::size_t here = std::min(sent, piece.size());
        piece += here;
        sent -= here;
    }
    return pieces;
}

}  // namespace

Connection::Connection(std::unique_ptr<Transport> transport)
    : transport_(std::move(transport)), timer_(transport_->socket().get_executor())
{
}

asio::awaitable<bool> Connection::connect(asio::generic::stream_protocol::endpoint where, Limit limit)
{
    startLimit(limit);
    co_await transport_->socket().async_connect(where, asio::redirect_error(asio::use_awaitable, error_));
    endLimit();
    co_return !error_;
}

asio::awaitable<bool> Connection::handshake(Limit limit)
{
    startLimit(limit);
    co_await transport_->handshake(error_);
    endLimit();
    co_return !error_;
}

char* Connection::makeRoom(std::size_t bytes)
{
    input_.erase(0, consumed_);
    consumed_ = 0;
    if (input_.empty() && input_.capacity() > 4 * bytes)
        input_ = {};
    const std::size_t filled = input_.size();
    input_.resize(filled + bytes);
    return input_.data() + filled;
}

asio::awaitable<bool> Connection::receive(std::size_t most, Limit limit)
{
    startLimit(limit);
    char* const room = makeRoom(most);
    const std::size_t filled = input_.size() - most;
    const std::size_t received = co_await transport_->readSome(asio::buffer(room, most), error_);
    endLimit();
    input_.resize(filled + received);
    co_return received > 0;
}

asio::awaitable<bool> Connection::receive(std::size_t most, Pace& pace)
{
    const std::size_t before = input().size();
    const auto begin = steady_clock::now();
    const bool more = co_await receive(most, pace.next());
    pace.moved(input().size() - before, steady_clock::now() - begin);
    co_return more;
}

asio::awaitable<bool> Connection::receiveBeside()
{
    IoError error;
    std::array<char, 256> room;
    if (input().empty()) {
        input_ = std::string();
        consumed_ = 0;
    }
    const std::size_t received = co_await transport_->readSome(asio::buffer(room), error);
    input_.append(room.data(), received);
    co_return received > 0;
}

asio::awaitable<bool> Connection::send(Pieces pieces, Pace pace)
{
    co_return co_await sendAll(pieces, pace);
}

asio::awaitable<bool> Connection::sendAll(Pieces pieces, Pace& pace)
{
    bool good = true;
    while (good && asio::buffer_size(pieces) > 0) {
        const auto begin = steady_clock::now();
        startLimit(pace.next());
        const std::size_t sent = co_await transport_->writeSome(pieces, error_);
        pace.moved(sent, steady_clock::now() - begin);
        pieces = dropFront(pieces, sent);
        good = !error_;
    }
    endLimit();
    co_return good;
}

Pieces Connection::sendNow(const Pieces& pieces)
{
    std::array<iovec, std::tuple_size_v<Pieces>> parts;
    std::transform(pieces.begin(), pieces.end(), parts.begin(), [](const auto& piece) {
        return iovec{const_cast<void*>(piece.data()), piece.size()};
    });
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const ssize_t sent =
        ::sendmsg(transport_->socket().native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    return dropFront(pieces, sent < 0 ? 0 : static_cast<std::size_t>(sent));
}

asio::awaitable<bool> Connection::sendFile(int fd, std::uint64_t offset, std::uint64_t size, Pace pace)
{
    if (!isSecure())
        co_return co_await sendFilePlain(fd, offset, size, pace);
    std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(size, file_piece_bytes)), '\0');
    while (size > 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, piece.size()));
        const ssize_t got = ::pread(fd, piece.data(), wanted, static_cast<off_t>(offset));
        if (got <= 0)
            co_return false;
        const auto bytes = static_cast<std::size_t>(got);
        const Pieces pieces{asio::buffer(piece.data(), bytes)};
        const bool sent = co_await sendAll(pieces, pace);
        if (!sent)
            co_return false;
        offset += bytes;
        size -= bytes;
    }
    co_return true;
}

asio::awaitable<bool> Connection::sendFilePlain(int fd, std::uint64_t offset, std::uint64_t size, Pace& pace)
{
    auto& socket = transport_->socket();
    IoError error;
    socket.native_non_blocking(true, error);
    auto position = static_cast<off_t>(offset);
    while (size > 0 && !error) {
        // The kernel moves what it can and leaves the thread to others when the reader is slower than the
        // disk.
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, file_piece_bytes));
        const ssize_t sent = ::sendfile(socket.native_handle(), fd, &position, wanted);
        if (sent == 0 || (sent < 0 && errno != EAGAIN && errno != EINTR))
            co_return false;
        if (sent > 0)
            size -= static_cast<std::uint64_t>(sent);
        if (size == 0)
            break;
        const auto begin = steady_clock::now();
        const bool writable = co_await waitWritable(pace.next());
        pace.moved(sent > 0 ? static_cast<std::uint64_t>(sent) : 0, steady_clock::now() - begin);
        if (!writable)
            co_return false;
    }
    co_return !error;
}

asio::awaitable<bool> Connection::waitWritable(Limit limit)
{
    IoError error;
    startLimit(limit);
    co_await transport_->socket().async_wait(StreamSocket::wait_write,
                                             asio::redirect_error(asio::use_awaitable, error));
    endLimit();
    co_return !error;
}

// Closed over bytes that nobody read, the connection would be reset, and the peer lose what it was told.
asio::awaitable<void> Connection::closeGently()
{
    IoError error;
    const auto end = steady_clock::now() + drain_limit;
    startLimit(drain_silence);
    co_await transport_->finishWriting(error);
    // Over TLS it waits for the other end's goodbye too, and fails when anything else comes.
    error = late_ ? IoError(asio::error::timed_out) : IoError();
    IoError ignored;
    transport_->socket().shutdown(StreamSocket::shutdown_send, ignored);
    std::array<char, 16u << 10> rest;
    while (!error && steady_clock::now() < end) {
        startLimit(drain_silence);
        co_await transport_->socket().async_read_some(asio::buffer(rest),
                                                      asio::redirect_error(asio::use_awaitable, error));
    }
    endLimit();
    close();
}

void Connection::close()
{
    IoError ignored;
    deadline_ = never;
    timer_.cancel();
    transport_->socket().close(ignored);
}

void Connection::interrupt()
{
    IoError ignored;
    transport_->socket().cancel(ignored);
}

// The timer is left alone while it fires early enough, since most limits never pass.
void Connection::startLimit(Limit limit)
{
    late_ = false;
    deadline_ = std::chrono::steady_clock::now() + limit;
    if (!timer_runs_ || deadline_ < timer_.expiry())
        waitForDeadline();
}

void Connection::waitForDeadline()
{
    timer_runs_ = true;
    timer_.expires_at(deadline_);
    timer_.async_wait([weak = weak_from_this()](IoError canceled) {
        const auto self = canceled ? nullptr : weak.lock();
        if (self)
            self->onTimer();
    });
}

void Connection::onTimer()
{
    timer_runs_ = false;
    if (deadline_ == never)
        return;
    if (std::chrono::steady_clock::now() < deadline_)
        return waitForDeadline();
    deadline_ = never;
    late_ = true;
    interrupt();
}

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/pace.h"
#include "net/transport.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

/// One connection's bytes in and out, each step within a time limit. Used on its own executor alone; at most
/// one step with a limit at a time.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using Limit = std::chrono::milliseconds;

    explicit Connection(std::unique_ptr<Transport> transport);

    asio::awaitable<bool> connect(asio::generic::stream_protocol::endpoint where, Limit limit);
    asio::awaitable<bool> handshake(Limit limit);

    /// What was received and not consumed yet.
    std::string_view input() const { return std::string_view(input_).substr(consumed_); }
    void consume(std::size_t bytes) { consumed_ += bytes; }
    /// Adds at most `most` bytes to the input. False when the other end is done, the connection is broken or
    /// the limit has passed; isLate() tells.
    asio::awaitable<bool> receive(std::size_t most, Limit limit);
    /// The same for a part of something that has to arrive at a pace.
    asio::awaitable<bool> receive(std::size_t most, Pace& pace);
    /// As receive(), for a reader that waits beside a writer: without limit, and with little memory while it
    /// waits.
    asio::awaitable<bool> receiveBeside();

    /// Sends everything at the pace that the other end takes it. False when it is too slow or gone.
    asio::awaitable<bool> send(Pieces pieces, Pace pace);
    /// Sends what the socket takes at once, and returns the rest; not over TLS, nor beside send().
    Pieces sendNow(const Pieces& pieces);
    asio::awaitable<bool> sendFile(int fd, std::uint64_t offset, std::uint64_t size, Pace pace);

    /// Ends the connection so that what was sent arrives, although the other end may still be sending.
    asio::awaitable<void> closeGently();
    void close();
    /// Makes every waiting step return false.
    void interrupt();

    bool isLate() const { return late_; }
    /// Why the last step returned false.
    const IoError& error() const { return error_; }
    bool isSecure() const { return transport_->tls() != nullptr; }
    Transport& transport() { return *transport_; }
    asio::any_io_executor executor() { return transport_->socket().get_executor(); }

private:
    void startLimit(Limit limit);
    void endLimit() { deadline_ = never; }
    void waitForDeadline();
    void onTimer();
    asio::awaitable<bool> sendAll(Pieces pieces, Pace& pace);
    asio::awaitable<bool> sendFilePlain(int fd, std::uint64_t offset, std::uint64_t size, Pace& pace);
    asio::awaitable<bool> waitWritable(Limit limit);
    char* makeRoom(std::size_t bytes);

    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    std::unique_ptr<Transport> transport_;
    asio::steady_timer timer_;
    std::chrono::steady_clock::time_point deadline_ = never;
    bool timer_runs_ = false;
    bool late_ = false;
    IoError error_;
    std::string input_;
    std::size_t consumed_ = 0;
};

}  // namespace slipway::net

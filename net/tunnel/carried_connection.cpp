// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/carried_connection.h"

#include "net/tunnel/outgoing_frame.h"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace slipway::net {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t frame_bytes = 64u << 10;

}  // namespace

CarriedConnection::CarriedConnection(StreamSocket local, TunnelLoop& loop, std::shared_ptr<TunnelRoute> route,
                                     std::function<void()> on_through)
    : loop_(loop),
      route_(std::move(route)),
      local_(std::make_shared<Connection>(makePlainTransport(std::move(local)))),
      on_through_(std::move(on_through)),
      traffic_(route_->traffic()),
      task_ended_(loop.executor()),
      half_closed_(loop.executor())
{
}

asio::awaitable<Result<void>> CarriedConnection::run()
{
    Result<void> good = co_await open();
    if (good) {
        start(carryOut());
        start(remote_->tend(loop_.limits().ping));
        good = co_await carryIn();
    }
    // What we end ourselves is no trouble.
    const bool ended_by_us = dropped_ || local_is_done_;
    co_await end(!dropped_ && (good || local_is_done_) ? Local::Close : Local::Reset);
    co_return ended_by_us ? Result<void>() : good;
}

asio::awaitable<Result<void>> CarriedConnection::open()
{
    const auto deadline = steady_clock::now() + loop_.limits().opening;
    for (bool again = false;; again = true) {
        const auto prepare = [this] { return loop_.preparer().prepare(*route_); };
        const auto prepared = co_await loop_.blocking(prepare);
        if (!prepared)
            co_return propagate(prepared);
        std::optional<DialResponse> refusal;
        const Result<void> opened = co_await openOnce(*prepared, deadline, refusal);
        if (!refusal)
            co_return opened;
        const auto explain = [this, &refusal] { return route_->refused(refusal->status, refusal->body); };
        auto meaning = co_await loop_.blocking(explain);
        if (again || !meaning.try_again)
            co_return tl::unexpected(std::move(meaning.error));
    }
}

asio::awaitable<Result<void>> CarriedConnection::openOnce(const PreparedTunnel& prepared,
                                                          steady_clock::time_point deadline,
                                                          std::optional<DialResponse>& refusal)
{
    opener_ = std::make_unique<TunnelOpener>(loop_.executor(), prepared, deadline);
    if (dropped_)
        opener_->drop();
    auto opening = co_await opener_->open();
    opener_.reset();
    if (!opening)
        co_return propagate(opening);
    if (opening->connection)
        remote_ = std::make_unique<TunnelSocket>(std::move(opening->connection), prepared.tls);
    else
        refusal = std::move(opening->refusal);
    co_return Result<void>();
}

void CarriedConnection::start(asio::awaitable<void> task)
{
    ++tasks_;
    asio::co_spawn(loop_.executor(), std::move(task), [self = shared_from_this()](const std::exception_ptr&) {
        --self->tasks_;
        self->task_ended_.wake();
    });
}

asio::awaitable<void> CarriedConnection::carryOut()
{
    const OutEnd how = co_await copyOut();
    if (how != OutEnd::LocalGone)
        co_await waitForSilence();  // Reading may go on, or tell why the other end is broken.
    if (how != OutEnd::RemoteBroken)
        local_is_done_ = true;
    co_await remote_->close();
}

asio::awaitable<CarriedConnection::OutEnd> CarriedConnection::copyOut()
{
    OutgoingFrame frame(traffic_->prefix(), frame_bytes);
    while (true) {
        IoError error;
        const auto room = frame.room();
        const std::size_t bytes =
            co_await local_->transport().readSome(asio::buffer(room.data(), room.size()), error);
        if (error)
            co_return error == asio::error::eof ? OutEnd::LocalSilent : OutEnd::LocalGone;
        const bool sent = co_await remote_->write(frame.seal(bytes, newFrameMask()));
        if (!sent)
            co_return OutEnd::RemoteBroken;
    }
}

// Returns when nothing has come for the other direction for long.
asio::awaitable<void> CarriedConnection::waitForSilence()
{
    for (std::uint64_t seen = ~received_bytes_; !ending_ && (delivering_ || seen != received_bytes_);) {
        IoError canceled;
        seen = received_bytes_;
        half_closed_.expires_after(loop_.limits().half_closed);
        co_await half_closed_.async_wait(asio::redirect_error(asio::use_awaitable, canceled));
    }
}

asio::awaitable<Result<void>> CarriedConnection::carryIn()
{
    while (true) {
        const auto part = co_await remote_->read();
        const Result<void> said = part && *part ? Result<void>() : traffic_->end();
        if (!said)
            co_return said;
        if (!part)
            co_return propagate(part);
        if (!*part)
            co_return Result<void>();
        const auto bytes = traffic_->take(**part);
        if (!bytes)
            co_return propagate(bytes);
        const bool delivered = co_await deliver(*bytes);
        if (!delivered) {
            local_is_done_ = true;
            co_return Result<void>();
        }
    }
}

asio::awaitable<bool> CarriedConnection::deliver(std::string_view bytes)
{
    if (bytes.empty())
        co_return true;
    if (received_bytes_ == 0)
        on_through_();
    received_bytes_ += bytes.size();
    IoError error;
    delivering_ = true;
    while (!error && !bytes.empty()) {
        const Pieces pieces{asio::buffer(bytes)};
        bytes.remove_prefix(co_await local_->transport().writeSome(pieces, error));
    }
    delivering_ = false;
    co_return !error;
}

asio::awaitable<void> CarriedConnection::end(Local how)
{
    ending_ = true;
    half_closed_.cancel();
    if (how == Local::Reset)
        resetLocal();
    local_->interrupt();
    if (remote_ && !local_is_done_)
        remote_->drop();
    while (tasks_ > 0)
        co_await task_ended_.wait();
    if (how == Local::Close)
        co_await local_->closeGently();
}

void CarriedConnection::drop()
{
    dropped_ = true;
    if (opener_)
        opener_->drop();
    if (remote_)
        remote_->drop();
    resetLocal();
}

void CarriedConnection::resetLocal()
{
    IoError ignored;
    local_->transport().socket().set_option(asio::socket_base::linger(true, 0), ignored);
    local_->close();
}

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/relay/door_keeper.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <fcntl.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace slipway::net {

namespace {

constexpr std::size_t most_hello_bytes = 1024;
constexpr std::chrono::seconds hello_patience{10};
constexpr std::chrono::milliseconds accept_pause{200};

}  // namespace

DoorKeeper::~DoorKeeper()
{
    io_.stop();
    if (thread_.joinable())
        thread_.join();
}

Result<void> DoorKeeper::open()
{
    if (auto opened = listen(callers_, options_.callers); !opened)
        return opened;
    if (auto opened = listen(backs_, options_.backs); !opened)
        return opened;
    asio::co_spawn(io_, accept(callers_, &DoorKeeper::serve), asio::detached);
    asio::co_spawn(io_, accept(backs_, &DoorKeeper::admit), asio::detached);
    asio::co_spawn(io_, showLife(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
    return {};
}

Result<void> DoorKeeper::listen(Acceptor& acceptor, std::string& address)
{
    IoError error;
    const auto endpoint = endpointOf(address, error);
    if (!error)
        acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(ErrorCode::Unavailable, "Cannot listen at " + address + ": " + error.message() + ".");
    ::fcntl(acceptor.native_handle(), F_SETFD, FD_CLOEXEC);
    const auto bound = acceptor.local_endpoint();
    address = bound.address().to_string() + ":" + std::to_string(bound.port());
    return {};
}

asio::awaitable<void> DoorKeeper::accept(Acceptor& acceptor, asio::awaitable<void> (DoorKeeper::*take)(Line))
{
    asio::steady_timer pause(io_);
    while (true) {
        IoError error;
        const Line line = std::make_shared<asio::ip::tcp::socket>(io_);
        co_await acceptor.async_accept(*line, asio::redirect_error(asio::use_awaitable, error));
        if (error) {
            pause.expires_after(accept_pause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        ready(line);
        asio::co_spawn(io_, (this->*take)(line), asio::detached);
    }
}

asio::awaitable<std::string> DoorKeeper::helloOf(Line back)
{
    IoError error;
    std::string hello;
    asio::steady_timer patience(io_);
    patience.expires_after(hello_patience);
    patience.async_wait([back](IoError stopped) {
        if (!stopped)
            close(back);
    });
    co_await asio::async_read_until(*back, asio::dynamic_buffer(hello, most_hello_bytes), '\n',
                                    asio::redirect_error(asio::use_awaitable, error));
    if (error || !hello.ends_with('\n'))
        co_return std::string();
    hello.pop_back();
    co_return hello;
}

asio::awaitable<void> DoorKeeper::admit(Line back)
{
    const std::string hello = co_await helloOf(back);
    if (hello.empty() || idle_.size() >= options_.most_backs || !options_.admit(hello)) {
        close(back);
        co_return;
    }
    if (!waiting_.empty()) {
        const auto caller = waiting_.front();
        waiting_.pop_front();
        caller->back = back;
        caller->wait.cancel();
        co_return;
    }
    idle_.push_back(back);
    // Nothing comes before it is taken: what can be read is its end.
    IoError error;
    co_await back->async_wait(asio::socket_base::wait_read, asio::redirect_error(asio::use_awaitable, error));
    if (const auto gone = std::find(idle_.begin(), idle_.end(), back); gone != idle_.end()) {
        idle_.erase(gone);
        close(back);
    }
}

asio::awaitable<void> DoorKeeper::serve(Line caller)
{
    const Line back = co_await takeBack();
    IoError error;
    if (back)
        co_await asio::async_write(*back, asio::buffer("+", 1),
                                   asio::redirect_error(asio::use_awaitable, error));
    if (back && !error) {
        splice(caller, back);
        co_return;
    }
    close(caller);
    if (back)
        close(back);
}

asio::awaitable<Line> DoorKeeper::takeBack()
{
    if (!idle_.empty()) {
        Line back = idle_.front();
        idle_.pop_front();
        back->cancel();
        co_return back;
    }
    if (waiting_.size() >= options_.most_callers)
        co_return nullptr;
    const auto caller = std::make_shared<Caller>(asio::steady_timer(io_), nullptr);
    waiting_.push_back(caller);
    caller->wait.expires_after(options_.patience);
    IoError error;
    co_await caller->wait.async_wait(asio::redirect_error(asio::use_awaitable, error));
    std::erase(waiting_, caller);
    co_return caller->back;
}

asio::awaitable<void> DoorKeeper::showLife()
{
    asio::steady_timer pause(io_);
    while (true) {
        IoError error;
        pause.expires_after(options_.sign_of_life);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        for (const Line& back : std::vector<Line>(idle_.begin(), idle_.end())) {
            if (std::find(idle_.begin(), idle_.end(), back) == idle_.end())
                continue;  // It was taken meanwhile.
            co_await asio::async_write(*back, asio::buffer(".", 1),
                                       asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

}  // namespace slipway::net

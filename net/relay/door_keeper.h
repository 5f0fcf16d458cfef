// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/relay/back_door.h"
#include "net/relay/splice.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <string>
#include <thread>

namespace slipway::net {

/// What a back door does, all of it on one thread.
class DoorKeeper {
public:
    explicit DoorKeeper(BackDoorOptions options) : options_(std::move(options)) {}
    ~DoorKeeper();

    Result<void> open();
    /// With the addresses that are listened at.
    const BackDoorOptions& options() const { return options_; }

private:
    using Acceptor = asio::ip::tcp::acceptor;

    /// One that waits for a back, which it finds in `back` once the timer is cancelled.
    struct Caller {
        asio::steady_timer wait;
        Line back;
    };

    Result<void> listen(Acceptor& acceptor, std::string& address);
    asio::awaitable<void> accept(Acceptor& acceptor, asio::awaitable<void> (DoorKeeper::*take)(Line));
    /// Hears who a back is, and keeps it until it is taken or goes.
    asio::awaitable<void> admit(Line back);
    /// The one line that it says; empty when that does not come as it should.
    asio::awaitable<std::string> helloOf(Line back);
    asio::awaitable<void> serve(Line caller);
    /// Nothing when none comes in time.
    asio::awaitable<Line> takeBack();
    /// What is silent for long is cut by whatever lies between.
    asio::awaitable<void> showLife();

    BackDoorOptions options_;
    asio::io_context io_{1};
    Acceptor callers_{io_};
    Acceptor backs_{io_};
    std::deque<Line> idle_;
    std::deque<std::shared_ptr<Caller>> waiting_;
    std::thread thread_;
};

}  // namespace slipway::net

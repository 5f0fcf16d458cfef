// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace slipway::net {

/// Lets one coroutine, and no second, sleep until somebody on its executor wakes it.
class Waker {
public:
    explicit Waker(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    /// Returns at once when woken since the last call.
    boost::asio::awaitable<void> wait()
    {
        while (!woken_) {
            boost::system::error_code canceled;
            timer_.expires_at(std::chrono::steady_clock::time_point::max());
            co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, canceled));
        }
        woken_ = false;
    }

    void wake()
    {
        woken_ = true;
        timer_.cancel();
    }

private:
    boost::asio::steady_timer timer_;
    bool woken_ = false;
};

}  // namespace slipway::net

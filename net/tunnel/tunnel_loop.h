// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tunnel/tunnel_preparer.h"
#include "net/tunnel/tunnels.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway::net {

class TunnelEntrance;

/// The threads that serve tunnels.
class TunnelLoop {
public:
    explicit TunnelLoop(TunnelLimits limits);
    /// After stop().
    ~TunnelLoop();

    /// Ends the threads and closes all entrances. Nothing runs on the loop afterwards.
    void stop();
    void add(const std::shared_ptr<TunnelEntrance>& entrance);

    const TunnelLimits& limits() const { return limits_; }
    asio::any_io_executor executor() { return io_.get_executor(); }

    /// On the loop's thread: lets a function run where it may block, and goes on with what it returns. What
    /// the function refers to lives as long as the coroutine that waits.
    template <class Function>
    auto blocking(const Function& function) -> asio::awaitable<decltype(function())>
    {
        const auto task = [&function]() -> asio::awaitable<decltype(function())> { co_return function(); };
        co_return co_await asio::co_spawn(blocking_, task, asio::use_awaitable);
    }
    /// For blocking() alone.
    TunnelPreparer& preparer() { return preparer_; }

private:
    const TunnelLimits limits_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    TunnelPreparer preparer_;
    asio::thread_pool blocking_{1};
    std::mutex mutex_;
    std::vector<std::weak_ptr<TunnelEntrance>> entrances_;
    std::thread thread_;
};

}  // namespace slipway::net

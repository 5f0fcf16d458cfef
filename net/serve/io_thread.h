// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/session.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <thread>
#include <unordered_set>

namespace slipway::net {

/// One thread and the connections that live on it.
class IoThread {
public:
    IoThread();
    /// Drops what still waits on the thread.
    ~IoThread();

    /// Ends the thread and joins it.
    void stop();

    asio::any_io_executor executor() { return io_.get_executor(); }
    const std::shared_ptr<WakeList>& wakes() const { return wakes_; }

    /// Runs a session to its end, then calls `ended`. On this thread.
    void adopt(const std::shared_ptr<Session>& session, std::function<void()> ended);
    /// Calls `what` on every session, soon. Any thread.
    void forEach(void (Session::*what)());

private:
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::shared_ptr<WakeList> wakes_;
    std::unordered_set<Session*> sessions_;
    std::thread thread_;
};

}  // namespace slipway::net

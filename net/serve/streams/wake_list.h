// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace slipway::net {

class Session;

/// The sessions of one I/O thread that have something to send. A change that thousands of readers wait for
/// wakes the thread once, not once for each of them. add() may be called by any thread.
class WakeList : public std::enable_shared_from_this<WakeList> {
public:
    explicit WakeList(const boost::asio::any_io_executor& executor) : executor_(executor) {}

    void add(std::weak_ptr<Session> session);

private:
    using Sessions = std::vector<std::weak_ptr<Session>>;

    void post(Sessions sessions, std::size_t next);
    /// A part of them, so that requests on the same thread have their turn.
    void wakeSome(Sessions sessions, std::size_t next);

    const boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    Sessions added_;
    bool at_work_ = false;
};

}  // namespace slipway::net

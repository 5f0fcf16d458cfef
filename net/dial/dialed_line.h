// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "net/dial/dialer.h"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace slipway::net {

/// A connection to a target, with the io_context that it lives on.
class DialedLine {
public:
    /// Makes what is needed to connect; `target` may block on the system's resolver for host names.
    static Result<std::unique_ptr<DialedLine>> create(const DialTarget& target);
    ~DialedLine();

    /// Runs `work` to its end on the calling thread. One call at a time.
    void run(asio::awaitable<void> work);
    /// Lets run(), or the next one, return at once with its work undone. For any thread.
    void stop() { io_.stop(); }

    Connection& connection() { return *connection_; }
    const std::string& host() const { return host_; }  ///< For the Host header.

    /// Connects, with TLS when the target is secure.
    asio::awaitable<Result<void>> connect(std::chrono::milliseconds timeout);

    /// Why the connection's last step failed.
    Error failure() const;

private:
    DialedLine() = default;
    Result<void> makeTransport(const DialTarget& target);

    asio::io_context io_{1};
    std::shared_ptr<asio::ssl::context> tls_;
    std::shared_ptr<Connection> connection_;
    asio::generic::stream_protocol::endpoint where_;
    std::shared_ptr<const void> keeps_path_;
    std::string peer_;
    std::string host_;
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

namespace slipway::net {

namespace asio = boost::asio;
using IoError = boost::system::error_code;
/// Shared by the two directions of a connection; whoever closes it ends both.
using Line = std::shared_ptr<asio::ip::tcp::socket>;

/// Begins to carry bytes between the two, until one is closed or fails; then both are.
void splice(const Line& one, const Line& other);

void close(const Line& line);
/// Sends small pieces at once, and is not handed to programs that are started.
void ready(const Line& line);
/// "127.0.0.1:PORT" of a numeric address; nothing when it is none.
asio::ip::tcp::endpoint endpointOf(const std::string& address, IoError& error);

}  // namespace slipway::net

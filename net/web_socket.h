// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace slipway::net {

/// One end of a WebSocket. Thread-safe.
class WebSocket {
public:
    enum class Type { Text, Binary };
    virtual ~WebSocket() = default;
    /// Queues a message. False once the socket is closed.
    virtual bool send(std::string message, Type type) = 0;
    virtual std::size_t queuedBytes() const = 0;
    virtual void close(std::uint16_t code, std::string reason) = 0;
};

/// What to do on a WebSocket; called one at a time on a thread of the network's.
struct WebSocketCallbacks {
    std::function<void(std::shared_ptr<WebSocket>)> on_open;
    std::function<void(std::string message, WebSocket::Type type)> on_message;
    std::function<void()> on_closed;  ///< Once, last.
    std::size_t max_message_bytes = 1u << 20;
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/web_socket.h"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace slipway::net {

/// What is to be sent on a WebSocket: the end that users hold, and the end that its connection takes from.
class WebSocketQueue final : public WebSocket {
public:
    /// `wake` is called, on any thread, when there is something to do for the connection; never after end().
    WebSocketQueue(std::size_t max_queued_bytes, std::function<void()> wake);

    bool send(std::string message, Type type) override;
    std::size_t queuedBytes() const override;
    void close(std::uint16_t code, std::string reason) override;

    struct Message {
        std::string bytes;
        Type type = Type::Text;
    };
    struct Closing {
        std::uint16_t code = 1000;
        std::string reason;
    };
    /// What the connection should do next: send the message, or else close.
    struct Work {
        std::optional<Message> message;
        std::optional<Closing> closing;
    };
    Work take();
    /// The message taken last is sent.
    void sent();
    /// Whether the other end is so far behind that the connection is to be dropped.
    bool isCut() const;
    /// The connection has ended.
    void end();

private:
    const std::size_t max_queued_bytes_;
    mutable std::mutex mutex_;
    std::function<void()> wake_;
    std::deque<Message> messages_;
    std::optional<Closing> closing_;
    std::size_t queued_bytes_ = 0;
    std::size_t sending_bytes_ = 0;
    bool cut_ = false;
    bool ended_ = false;
};

}  // namespace slipway::net

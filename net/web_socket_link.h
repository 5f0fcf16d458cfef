// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/transport.h"
#include "net/waker.h"
#include "net/web_socket_queue.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>

namespace slipway::net {

struct WebSocketLimits {
    std::chrono::milliseconds handshake{10'000};  ///< For opening and for closing.
    std::chrono::milliseconds idle{
        60'000};  ///< Pings go out after half of it; silence for all of it is the end.
    std::size_t max_queued_bytes = 64u << 20;  ///< An other end this far behind is cut.
};

/// A WebSocket's connection on `Next`, which must outlive it. Used on the executor of `Next` alone. For the
/// few .cpp files that have Beast anyway.
template <class Next>
class WebSocketLink : public std::enable_shared_from_this<WebSocketLink<Next>> {
public:
    using Stream = boost::beast::websocket::stream<Next&, false>;

    WebSocketLink(Next& next, const WebSocketLimits& limits)
        : max_queued_bytes_(limits.max_queued_bytes),
          stream_(next),
          waker_(next.get_executor()),
          writer_end_(next.get_executor())
    {
        stream_.set_option(
            boost::beast::websocket::stream_base::timeout{limits.handshake, limits.idle, true});
        stream_.auto_fragment(false);
    }
    ~WebSocketLink()
    {
        if (queue_)
            queue_->end();
    }

    /// To shake hands with before run().
    Stream& stream() { return stream_; }

    /// The end that users hold.
    std::shared_ptr<WebSocket> socket()
    {
        if (!queue_) {
            auto wake = [weak = this->weak_from_this(), executor = stream_.get_executor()] {
                asio::post(executor, [weak] {
                    if (const auto self = weak.lock())
                        self->wake();
                });
            };
            queue_ = std::make_shared<WebSocketQueue>(max_queued_bytes_, std::move(wake));
        }
        return queue_;
    }

    /// Calls back until the socket is closed.
    asio::awaitable<void> run(WebSocketCallbacks callbacks)
    {
        stream_.read_message_max(callbacks.max_message_bytes);
        const auto user_end = socket();
        guarded([&] {
            if (callbacks.on_open)
                callbacks.on_open(user_end);
        });
        writing_ = true;
        asio::co_spawn(
            stream_.get_executor(), [self = this->shared_from_this()] { return self->writeAll(); },
            [self = this->shared_from_this()](const std::exception_ptr&) {
                self->writing_ = false;
                self->writer_end_.wake();
            });
        co_await readAll(callbacks);
        queue_->end();
        ended_ = true;
        drop();
        waker_.wake();
        while (writing_)
            co_await writer_end_.wait();
        if (callbacks.on_closed)
            callbacks.on_closed();
    }

    /// Ends the connection without a word.
    void drop()
    {
        IoError ignored;
        boost::beast::get_lowest_layer(stream_).close(ignored);
    }

private:
    void wake()
    {
        if (queue_->isCut())
            drop();
        waker_.wake();
    }

    template <class Call>
    void guarded(const Call& call)
    {
        try {
            call();
        } catch (...) {
            queue_->close(1011, "The program failed on a message.");
        }
    }

    asio::awaitable<void> readAll(const WebSocketCallbacks& callbacks)
    {
        IoError error;
        while (!error) {
            std::string message;
            auto room = asio::dynamic_buffer(message);
            co_await stream_.async_read(room, asio::redirect_error(asio::use_awaitable, error));
            if (error || !callbacks.on_message)
                continue;
            const auto type = stream_.got_text() ? WebSocket::Type::Text : WebSocket::Type::Binary;
            guarded([&] { callbacks.on_message(std::move(message), type); });
        }
    }

    asio::awaitable<void> writeAll()
    {
        namespace websocket = boost::beast::websocket;
        IoError error;
        while (!error && !ended_) {
            const WebSocketQueue::Work work = queue_->take();
            if (work.message) {
                stream_.text(work.message->type == WebSocket::Type::Text);
                co_await stream_.async_write(asio::buffer(work.message->bytes),
                                             asio::redirect_error(asio::use_awaitable, error));
                queue_->sent();
            } else if (work.closing) {
                websocket::close_reason reason(work.closing->reason);
                reason.code = work.closing->code;
                co_await stream_.async_close(reason, asio::redirect_error(asio::use_awaitable, error));
                break;
            } else {
                co_await waker_.wait();
            }
        }
        if (error)
            drop();
    }

    std::size_t max_queued_bytes_;
    Stream stream_;
    Waker waker_;       ///< Wakes the writing coroutine.
    Waker writer_end_;  ///< Wakes run().
    std::shared_ptr<WebSocketQueue> queue_;
    bool writing_ = false;
    bool ended_ = false;
};

}  // namespace slipway::net

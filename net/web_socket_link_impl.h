// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/web_socket_link.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

namespace slipway::net {

template <class Next>
WebSocketLink<Next>::WebSocketLink(Next& next, const WebSocketLimits& limits)
    : max_queued_bytes_(limits.max_queued_bytes),
      stream_(next),
      waker_(next.get_executor()),
      writer_end_(next.get_executor())
{
    stream_.set_option(boost::beast::websocket::stream_base::timeout{limits.handshake, limits.idle, true});
    stream_.auto_fragment(false);
}

template <class Next>
WebSocketLink<Next>::~WebSocketLink()
{
    if (queue_)
        queue_->end();
}

template <class Next>
std::shared_ptr<WebSocket> WebSocketLink<Next>::socket()
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

template <class Next>
asio::awaitable<void> WebSocketLink<Next>::run(WebSocketCallbacks callbacks)
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

template <class Next>
void WebSocketLink<Next>::drop()
{
    IoError ignored;
    boost::beast::get_lowest_layer(stream_).close(ignored);
}

template <class Next>
void WebSocketLink<Next>::wake()
{
    if (queue_->isCut())
        drop();
    waker_.wake();
}

template <class Next>
template <class Call>
void WebSocketLink<Next>::guarded(const Call& call)
{
    try {
        call();
    } catch (...) {
        queue_->close(1011, "The program failed on a message.");
    }
}

template <class Next>
asio::awaitable<void> WebSocketLink<Next>::readAll(const WebSocketCallbacks& callbacks)
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

template <class Next>
asio::awaitable<void> WebSocketLink<Next>::writeAll()
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

}  // namespace slipway::net

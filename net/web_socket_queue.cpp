// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/web_socket_queue.h"

#include <algorithm>
#include <utility>

namespace slipway::net {
namespace {

// What fits into a close frame beside the code.
constexpr std::size_t max_reason_bytes = 123;

}  // namespace

WebSocketQueue::WebSocketQueue(std::size_t max_queued_bytes, std::function<void()> wake)
    : max_queued_bytes_(max_queued_bytes), wake_(std::move(wake))
{
}

bool WebSocketQueue::send(std::string message, Type type)
{
    const std::lock_guard lock(mutex_);
    if (ended_ || closing_ || cut_)
        return false;
    if (queued_bytes_ > 0 && queued_bytes_ + message.size() > max_queued_bytes_) {
        cut_ = true;
        wake_();
        return false;
    }
    queued_bytes_ += message.size();
    messages_.push_back({std::move(message), type});
    if (messages_.size() == 1)
        wake_();
    return true;
}

std::size_t WebSocketQueue::queuedBytes() const
{
    const std::lock_guard lock(mutex_);
    return queued_bytes_;
}

void WebSocketQueue::close(std::uint16_t code, std::string reason)
{
    const std::lock_guard lock(mutex_);
    if (ended_ || closing_)
        return;
    reason.resize(std::min(reason.size(), max_reason_bytes));
    closing_ = Closing{code, std::move(reason)};
    wake_();
}

WebSocketQueue::Work WebSocketQueue::take()
{
    const std::lock_guard lock(mutex_);
    Work work;
    if (messages_.empty()) {
        work.closing = closing_;
        return work;
    }
    work.message = std::move(messages_.front());
    messages_.pop_front();
    sending_bytes_ = work.message->bytes.size();
    return work;
}

void WebSocketQueue::sent()
{
    const std::lock_guard lock(mutex_);
    queued_bytes_ -= std::exchange(sending_bytes_, 0);
}

bool WebSocketQueue::isCut() const
{
    const std::lock_guard lock(mutex_);
    return cut_;
}

void WebSocketQueue::end()
{
    const std::lock_guard lock(mutex_);
    ended_ = true;
    wake_ = nullptr;
    messages_.clear();
    queued_bytes_ = 0;
    sending_bytes_ = 0;
}

}  // namespace slipway::net

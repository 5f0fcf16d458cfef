// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/streams/stream_queue.h"

#include <utility>

namespace slipway::net {

StreamQueue::StreamQueue(std::size_t max_queued_bytes, std::function<void()> wake)
    : max_queued_bytes_(max_queued_bytes), wake_(std::move(wake))
{
}

bool StreamQueue::write(SharedBytes bytes)
{
    const std::lock_guard lock(mutex_);
    if (ended_ || finished_ || broken_)
        return false;
    if (bytes->empty())
        return true;
    const std::size_t queued = pendingBytes() + sending_bytes_;
    if (queued > 0 && queued + bytes->size() > max_queued_bytes_) {
        broken_ = true;
        wakeLocked();
        return false;
    }
    if (first_)
        more_ += *bytes;
    else
        first_ = std::move(bytes);
    if (sending_bytes_ == 0)
        wakeLocked();
    return true;
}

std::size_t StreamQueue::queuedBytes() const
{
    const std::lock_guard lock(mutex_);
    return pendingBytes() + sending_bytes_;
}

void StreamQueue::finish()
{
    const std::lock_guard lock(mutex_);
    finished_ = true;
    wakeLocked();
}

void StreamQueue::abort()
{
    const std::lock_guard lock(mutex_);
    broken_ = true;
    wakeLocked();
}

void StreamQueue::onDrained(std::function<void()> drained)
{
    const std::lock_guard lock(mutex_);
    drained_ = std::move(drained);
}

void StreamQueue::onClosed(std::function<void()> closed)
{
    const std::lock_guard lock(mutex_);
    closed_ = std::move(closed);
}

void StreamQueue::wakeLocked()
{
    if (ended_ || std::exchange(wake_sent_, true))
        return;
    wake_();
}

StreamQueue::Work StreamQueue::take()
{
    const std::lock_guard lock(mutex_);
    wake_sent_ = false;
    sending_bytes_ = pendingBytes();
    Work work{std::exchange(first_, nullptr), finished_, broken_};
    if (!more_.empty())
        work.bytes = std::make_shared<const std::string>(*work.bytes + std::exchange(more_, {}));
    return work;
}

void StreamQueue::sent()
{
    {
        const std::lock_guard lock(mutex_);
        sending_bytes_ = 0;
        drain_owed_ = !first_;
    }
    notifyDrained();
}

// Not before the start function has returned: until then the writer is at work on another thread.
void StreamQueue::notifyDrained()
{
    std::function<void()> drained;
    {
        const std::lock_guard lock(mutex_);
        if (!started_ || !std::exchange(drain_owed_, false))
            return;
        drained = drained_;
    }
    if (drained)
        drained();
}

bool StreamQueue::isBroken() const
{
    const std::lock_guard lock(mutex_);
    return broken_;
}

void StreamQueue::close()
{
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(ended_, true))
            return;
        wake_ = nullptr;
        first_ = nullptr;
        more_ = {};
        sending_bytes_ = 0;
    }
    notifyClosed();
}

void StreamQueue::started()
{
    {
        const std::lock_guard lock(mutex_);
        started_ = true;
        if (drain_owed_)
            wakeLocked();
    }
    notifyClosed();
}

// Callbacks go once they have been called: they may hold what holds this.
void StreamQueue::notifyClosed()
{
    std::function<void()> closed;
    std::function<void()> drained;
    {
        const std::lock_guard lock(mutex_);
        if (!ended_ || !started_)
            return;
        closed = std::exchange(closed_, nullptr);
        drained = std::exchange(drained_, nullptr);
    }
    if (closed)
        closed();
}

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serve/body_pipe.h"

namespace slipway::net {
namespace {

constexpr std::size_t capacity_bytes = 512u << 10;

}  // namespace

Result<std::string> BodyPipe::read()
{
    std::string piece;
    bool freed = false;
    {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !pieces_.empty() || finished_ || error_; });
        if (pieces_.empty())
            return error_ ? Result<std::string>(tl::unexpected(*error_)) : std::string();
        const bool was_full = held_bytes_ >= capacity_bytes;
        piece = std::move(pieces_.front());
        pieces_.pop_front();
        held_bytes_ -= piece.size();
        freed = was_full && held_bytes_ < capacity_bytes;
    }
    if (freed)
        on_room_();
    return piece;
}

bool BodyPipe::hasRoom() const
{
    const std::lock_guard lock(mutex_);
    return held_bytes_ < capacity_bytes;
}

void BodyPipe::push(std::string piece)
{
    if (piece.empty())
        return;
    {
        const std::lock_guard lock(mutex_);
        held_bytes_ += piece.size();
        pieces_.push_back(std::move(piece));
    }
    wake_.notify_one();
}

void BodyPipe::finish()
{
    {
        const std::lock_guard lock(mutex_);
        finished_ = true;
    }
    wake_.notify_one();
}

void BodyPipe::fail(Error error)
{
    {
        const std::lock_guard lock(mutex_);
        if (!finished_ && !error_)
            error_ = std::move(error);
    }
    wake_.notify_one();
}

}  // namespace slipway::net

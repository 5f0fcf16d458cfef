// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "net/serve/server.h"
#include "net/serve/streams/stream_queue.h"

#include <memory>

namespace slipway::net {

/// The connection's hold on a stream: whatever becomes of the response, the stream's writer learns of its
/// end.
class StreamEnd {
public:
    StreamEnd() = default;
    explicit StreamEnd(std::shared_ptr<StreamQueue> queue) : queue_(std::move(queue)) {}
    StreamEnd(StreamEnd&&) = default;
    StreamEnd& operator=(StreamEnd&& other) noexcept
    {
        std::swap(queue_, other.queue_);
        return *this;
    }
    ~StreamEnd()
    {
        if (queue_)
            queue_->close();
    }

    const std::shared_ptr<StreamQueue>& queue() const { return queue_; }

private:
    std::shared_ptr<StreamQueue> queue_;
};

/// A response with what it takes to send it.
struct Outgoing {
    Response response;
    FileDescriptor file;  ///< Of a FileBody.
    StreamEnd stream;     ///< Of a StreamStart.
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/stream_tail.h"

#include "client/follow/tail_loop.h"

namespace slipway {

class StreamTail::Impl {
public:
    Impl(const Session& session, StreamAddress address, Follow follow, TailCallbacks callbacks)
        : callbacks_(std::make_shared<const TailCallbacks>(std::move(callbacks))),
          loop_(std::make_shared<TailLoop>(
              session.transport(), std::move(address), follow,
              std::make_shared<TailDelivery>(session.transport()->executor, callbacks_)))
    {
        loop_->read();
    }
    ~Impl() { loop_->stop(); }

private:
    std::shared_ptr<const TailCallbacks> callbacks_;
    std::shared_ptr<TailLoop> loop_;
};

StreamTail::StreamTail(const Session& session, StreamAddress address, Follow follow, TailCallbacks callbacks)
    : impl_(std::make_unique<Impl>(session, std::move(address), follow, std::move(callbacks)))
{
}

StreamTail::~StreamTail() = default;

}  // namespace slipway

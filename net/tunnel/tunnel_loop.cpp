// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnel_loop.h"

#include "net/tunnel/tunnel_entrance.h"

namespace slipway::net {

TunnelLoop::TunnelLoop(TunnelLimits limits)
    : limits_(limits), work_(io_.get_executor()), thread_([this] { io_.run(); })
{
}

TunnelLoop::~TunnelLoop() = default;

void TunnelLoop::stop()
{
    io_.stop();
    thread_.join();
    blocking_.stop();
    blocking_.join();
    const std::lock_guard lock(mutex_);
    for (const auto& weak : entrances_) {
        if (const auto entrance = weak.lock())
            entrance->close();
    }
}

void TunnelLoop::add(const std::shared_ptr<TunnelEntrance>& entrance)
{
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(entrances_, [](const auto& weak) { return weak.expired(); });
        entrances_.push_back(entrance);
    }
    asio::co_spawn(
        io_, [entrance] { return entrance->run(); }, [entrance](const std::exception_ptr&) {});
}

}  // namespace slipway::net

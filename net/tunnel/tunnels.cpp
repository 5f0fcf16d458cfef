// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tunnel/tunnels.h"

#include "net/tunnel/tunnel_entrance.h"
#include "net/tunnel/tunnel_loop.h"

#include <boost/asio/post.hpp>

namespace slipway::net {
namespace {

/// What a user holds of an entrance.
class HeldEntrance final : public PortForward {
public:
    HeldEntrance(std::shared_ptr<TunnelLoop> loop, std::shared_ptr<TunnelEntrance> entrance)
        : loop_(std::move(loop)), entrance_(std::move(entrance))
    {
    }
    ~HeldEntrance() override
    {
        asio::post(loop_->executor(), [entrance = std::move(entrance_)] { entrance->close(); });
    }

    const std::string& address() const override { return entrance_->address(); }
    std::optional<Error> trouble() const override { return entrance_->trouble(); }
    std::size_t connections() const override { return entrance_->connections(); }

private:
    std::shared_ptr<TunnelLoop> loop_;
    std::shared_ptr<TunnelEntrance> entrance_;
};

}  // namespace

Tunnels::Tunnels(TunnelLimits limits) : loop_(std::make_shared<TunnelLoop>(limits)) {}

Tunnels::~Tunnels()
{
    loop_->stop();
}

Result<std::shared_ptr<PortForward>> Tunnels::open(std::shared_ptr<TunnelRoute> route)
{
    auto entrance = TunnelEntrance::create(*loop_, std::move(route));
    if (!entrance)
        return propagate(entrance);
    loop_->add(*entrance);
    return std::make_shared<HeldEntrance>(loop_, std::move(*entrance));
}

}  // namespace slipway::net

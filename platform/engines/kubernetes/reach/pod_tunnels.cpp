// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/reach/pod_tunnels.h"

#include "core/uri.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/api/kube_error.h"
#include "platform/engines/kubernetes/reach/channel_traffic.h"

#include <fmt/format.h>

namespace slipway {

namespace {

constexpr std::string_view channel_protocol = "v4.channel.k8s.io";

class PodRoute final : public net::TunnelRoute {
public:
    PodRoute(KubeClient& client, const std::string& name_space, const std::string& pod, std::uint16_t port)
        : client_(client),
          url_(fmt::format("{}/api/v1/namespaces/{}/pods/{}/portforward?ports={}", client.server(),
                           percentEncode(name_space), percentEncode(pod), port)),
          where_(fmt::format("the pod {}/{}", name_space, pod)),
          port_(port)
    {
    }

    Result<net::TunnelRequest> request() override
    {
        net::FetchRequest signed_;
        signed_.headers.set("User-Agent", "slipway");
        if (auto done = client_.credentials().sign(signed_); !done)
            return propagate(done);
        return net::TunnelRequest{url_, std::move(signed_.headers), std::string(channel_protocol),
                                  std::move(signed_.tls), std::move(signed_.proxy)};
    }

    Refusal refused(int status, std::string_view body) override
    {
        if (status < 400)
            return {{ErrorCode::Unavailable,
                     fmt::format("What answers at {} opens no WebSocket (status {}). Check the address, and "
                                 "for a proxy in between that lets none through.",
                                 client_.server(), status),
                     "no-web-socket",
                     {}}};
        return {kubeError(status, body), status == 401 && client_.credentials().refused()};
    }

    std::unique_ptr<net::TunnelTraffic> traffic() override
    {
        return std::make_unique<ChannelTraffic>(port_, where_);
    }

private:
    KubeClient& client_;
    const std::string url_;
    const std::string where_;
    const std::uint16_t port_;
};

}  // namespace

PodTunnels::PodTunnels(KubeClient& client, net::TunnelLimits limits) : client_(client), tunnels_(limits) {}

Result<std::shared_ptr<net::PortForward>> PodTunnels::open(const std::string& name_space,
                                                           const std::string& pod, std::uint16_t port)
{
    if (port == 0)
        return fail(ErrorCode::InvalidArgument, "Port 0 is no port of a pod. Name one from 1 to 65535.");
    return tunnels_.open(std::make_shared<PodRoute>(client_, name_space, pod, port));
}

}  // namespace slipway

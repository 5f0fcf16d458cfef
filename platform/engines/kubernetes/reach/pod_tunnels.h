// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/tunnel/tunnels.h"

#include <cstdint>
#include <memory>
#include <string>

namespace slipway {

class KubeClient;

/// Ways from this machine to ports of a cluster's pods, through its API server: nothing has to be installed
/// there. Thread-safe.
///
/// Each connection is a request for the pod's subresource "portforward" over a WebSocket, for which one needs
/// the right to "get" and, from Kubernetes 1.35 on, to "create" it. A refusal is an error of kubeError();
/// that nobody listens at the port has the type "nobody-listens".
class PodTunnels {
public:
    /// Comes as the client does. The client must outlive this, but not what open() gave.
    explicit PodTunnels(KubeClient& client, net::TunnelLimits limits = {});

    /// Listens at an address of this machine and says which; whether the pod is there shows with the first
    /// connection. `InvalidArgument` for port 0.
    Result<std::shared_ptr<net::PortForward>> open(const std::string& name_space, const std::string& pod,
                                                   std::uint16_t port);

private:
    KubeClient& client_;
    net::Tunnels tunnels_;
};

}  // namespace slipway

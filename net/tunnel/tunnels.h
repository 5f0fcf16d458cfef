// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/tunnel/port_forward.h"
#include "net/tunnel/tunnel_route.h"

#include <chrono>
#include <cstddef>
#include <memory>

namespace slipway::net {

struct TunnelLimits {
    std::size_t max_connections = 128;          ///< Of one port; more are closed at once.
    std::chrono::milliseconds opening{30'000};  ///< For everything up to the open WebSocket.
    /// A WebSocket cannot tell its server that one side is done, as TCP can: a connection whose client sends
    /// nothing more ends when nothing came for it for so long.
    std::chrono::milliseconds half_closed{10'000};
    std::chrono::milliseconds ping{30'000};  ///< Keeps what is in between from forgetting silent tunnels.
};

/// Ports of this machine that lead elsewhere, each connection through a WebSocket of its own. One thread
/// serves them all, and one more does what blocks. Thread-safe.
///
/// A connection whose tunnel fails is reset, so that its client does not take it for a proper end.
class Tunnels {
public:
    explicit Tunnels(TunnelLimits limits = {});
    /// Closes all ports and connections. It waits for a route's request(), and for a name that is being
    /// looked up. What open() gave may be destroyed later.
    ~Tunnels();
    Tunnels(const Tunnels&) = delete;
    Tunnels& operator=(const Tunnels&) = delete;

    /// Listens at a port of the system's choice.
    Result<std::shared_ptr<PortForward>> open(std::shared_ptr<TunnelRoute> route);

private:
    std::shared_ptr<class TunnelLoop> loop_;
};

}  // namespace slipway::net

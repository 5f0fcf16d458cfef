// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/uri.h"
#include "net/transport.h"
#include "net/tunnel/proxy.h"
#include "net/tunnel/tunnel_route.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway::net {

/// A tunnel's request, with all that has to be looked up before it can be sent.
struct PreparedTunnel {
    TunnelRequest request;
    Url url;
    std::optional<Proxy> proxy;
    std::vector<asio::generic::stream_protocol::endpoint> endpoints;  ///< The proxy's or the server's.
    std::shared_ptr<asio::ssl::context> tls;                          ///< Absent for http.

    std::string server() const;   ///< "HOST:PORT"
    std::string nearest() const;  ///< The same of whom we connect to: the proxy, where there is one.
};

/// Does what blocks before a tunnel can be opened. Used by one thread at a time.
class TunnelPreparer {
public:
    Result<PreparedTunnel> prepare(TunnelRoute& route);

private:
    Result<std::shared_ptr<asio::ssl::context>> contextFor(const std::shared_ptr<const TlsSettings>& tls);

    std::shared_ptr<const TlsSettings> settings_;  ///< Those of `context_`.
    std::shared_ptr<asio::ssl::context> context_;
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/http.h"
#include "net/tls_settings.h"
#include "net/tunnel/message_part.h"

#include <memory>
#include <string>
#include <string_view>

namespace slipway::net {

/// What opens the WebSocket of one tunnel.
struct TunnelRequest {
    std::string url;  ///< "https://HOST/PATH?QUERY", or http.
    Headers headers;
    std::string protocol;                    ///< The subprotocol, which the server must agree to.
    std::shared_ptr<const TlsSettings> tls;  ///< The system's authorities when absent.
    std::string proxy;                       ///< "http://proxy:3128"; the environment's when empty.
};

/// How a WebSocket's messages carry the bytes of one connection.
class TunnelTraffic {
public:
    virtual ~TunnelTraffic() = default;
    /// What each message to the server begins with, before the connection's bytes.
    virtual std::string_view prefix() const = 0;
    /// Those bytes of the next part that are the connection's. An error ends the tunnel.
    virtual Result<std::string_view> take(const MessagePart& part) = 0;
    /// Nothing more comes: an error when the server has said that something went wrong.
    virtual Result<void> end() = 0;
};

/// Where tunnels lead. request() and refused() may block: they are called on a thread that is there for what
/// blocks.
class TunnelRoute {
public:
    virtual ~TunnelRoute() = default;
    virtual Result<TunnelRequest> request() = 0;

    /// What a server's refusal means, and whether a new request() may fare better.
    struct Refusal {
        Error error;
        bool try_again = false;
    };
    virtual Refusal refused(int status, std::string_view body) = 0;

    virtual std::unique_ptr<TunnelTraffic> traffic() = 0;
};

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/http.h"
#include "net/web_socket.h"

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace slipway::net {

/// Where and how a dialer connects.
struct DialTarget {
    std::string address;  ///< "HOST:PORT" or "unix:PATH"
    bool secure = false;  ///< TLS, checked against `host` and `ca_file`.
    std::string host;     ///< For the Host header and the certificate; taken from the address when empty.
    std::string ca_file;
};

struct DialRequest {
    std::string method = "GET";
    std::string target = "/";
    Headers headers;
    std::string body;
    std::chrono::milliseconds timeout{30'000};  ///< For everything, connecting included.
    std::size_t max_body_bytes = 16u << 20;
    /// Takes the body piece by piece when set; returning false ends the call with `Canceled`. The timeout
    /// then holds between pieces.
    std::function<bool(std::string_view)> on_body;
    std::stop_token stop;  ///< Ends the call with `Canceled` when asked to.
};

struct DialResponse {
    int status = 0;
    Headers headers;
    std::string body;
};

/// The small HTTP client for programs that link statically. Each call makes its own connection and blocks the
/// calling thread; thread-safe.
Result<DialResponse> dial(const DialTarget& target, const DialRequest& request);

/// An outbound WebSocket with a thread of its own that calls back until it is closed or destroyed.
class DialedWebSocket {
public:
    /// Connects and upgrades within `timeout`.
    static Result<std::unique_ptr<DialedWebSocket>> open(const DialTarget& target, const std::string& path,
                                                         const Headers& headers, WebSocketCallbacks callbacks,
                                                         std::chrono::milliseconds timeout);
    virtual ~DialedWebSocket() = default;
    virtual WebSocket& socket() = 0;
};

}  // namespace slipway::net

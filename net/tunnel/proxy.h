// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/uri.h"
#include "net/socket_address.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::net {

/// A proxy that connects us to others by the method CONNECT: RFC 9110, section 9.3.6.
struct Proxy {
    HostPort where;
    std::string authorization;  ///< Of Proxy-Authorization; empty for none.

    /// The head that asks for a way to HOST:PORT.
    std::string request(const std::string& host_port) const;
};

/// The value of a variable of the environment, empty when it is not set.
using Environment = std::function<std::string(const char* name)>;

std::string processEnvironment(const char* name);

/// The proxy on the way to `url`, by libcurl's rules: `given`, else that of the environment's https_proxy
/// (for http, http_proxy in lower case alone) or all_proxy; none for what no_proxy names, nor from the
/// environment for loopback. `InvalidArgument` for one that is not spoken to in plain HTTP. Source:
/// "Environment variables" in libcurl's manual.
Result<std::optional<Proxy>> proxyFor(const Url& url, const std::string& given,
                                      const Environment& environment);

/// Whether a list such as "localhost,.example.org 10.0.0.0/8" names a host; a name stands for what is below
/// it, too.
bool namesHost(std::string_view list, std::string_view host);

}  // namespace slipway::net

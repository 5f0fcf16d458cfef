// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/uri.h"
#include "net/http.h"

#include <string>

namespace slipway::net {

/// How a client opens a WebSocket: RFC 6455, section 4.1.
class Upgrade {
public:
    /// For a subprotocol; `nonce` is 16 bytes that nobody can foresee.
    Upgrade(std::string_view nonce, std::string protocol);

    /// The request's head. `InvalidArgument` when a header field holds a line break.
    Result<std::string> request(const Url& url, const Headers& headers) const;
    /// Whether the fields of an answer of status 101 agree to it.
    Result<void> check(const Headers& answer) const;

private:
    std::string key_;
    std::string protocol_;
};

std::string newUpgradeNonce();

}  // namespace slipway::net

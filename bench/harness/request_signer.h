// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/signing/signature_v4.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace slipway::bench {

/// Makes whole signed HTTP requests to a port of this machine.
class RequestSigner {
public:
    RequestSigner(std::uint16_t port, sigv4::Credentials credentials);

    /// `path` holds nothing that needs encoding.
    std::string request(const std::string& method, const std::string& path, const QueryParameters& query = {},
                        std::string_view body = {}) const;

private:
    const std::string host_;
    const sigv4::Credentials credentials_;
};

}  // namespace slipway::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace slipway::net {

/// The certificate that a peer shows, whether anybody trusts it or not.
struct PeerCertificate {
    std::string sha256;   ///< Of the whole certificate: 64 lower-case hexadecimal digits.
    std::string subject;  ///< "CN=gpu.example.com,O=Example"
    std::string issuer;
    std::string valid_from;   ///< "2026-11-28T12:00:00Z"
    std::string valid_until;  ///< Likewise.
};

/// The first certificate of some PEM text; nothing when it holds none.
std::optional<PeerCertificate> readCertificate(const std::string& pem);

}  // namespace slipway::net

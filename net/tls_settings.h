// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace slipway::net {

/// How a client knows its peer, and the peer its client. Texts are PEM.
struct TlsSettings {
    std::string ca_pem;           ///< Trusted certificates and no others; the system's when empty.
    std::string certificate_pem;  ///< Our own with its chain, for a peer that asks; empty for none.
    std::string private_key_pem;
    std::string server_name;  ///< Whom the peer's certificate must name; the URL's host when empty.
    /// The certificate that the peer must show, whoever signed it and whatever it names: the SHA-256 of the
    /// whole certificate, as 64 lower-case hexadecimal digits. Empty: the authorities decide.
    std::string peer_sha256;
    bool any_peer = false;  ///< Takes whatever certificate comes: whoever is in between reads everything.
};

}  // namespace slipway::net

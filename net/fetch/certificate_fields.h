// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/fetch/peer_certificate.h"

#include <openssl/x509.h>

namespace slipway::net {

/// What people can compare of a certificate.
PeerCertificate describe(const X509& certificate);

}  // namespace slipway::net

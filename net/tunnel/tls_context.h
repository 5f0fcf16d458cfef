// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/tls_settings.h"

#include <memory>

namespace boost::asio::ssl {
class context;
}

namespace slipway::net {

/// What a client needs to speak TLS 1.2 and 1.3 as `settings` say; whom the certificate must name is up to
/// each connection. `InvalidArgument` when a text is no PEM.
Result<std::shared_ptr<boost::asio::ssl::context>> makeTlsContext(const TlsSettings& settings);

}  // namespace slipway::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace slipway::net {

/// What a server needs to speak TLS 1.2 and 1.3. `InvalidArgument`, naming the file, when one cannot be used.
Result<std::shared_ptr<boost::asio::ssl::context>> readTlsFiles(const std::string& certificate_file,
                                                                const std::string& private_key_file);

}  // namespace slipway::net

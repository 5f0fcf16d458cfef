// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/request_parser.h"
#include "net/serve/server.h"

#include <string>

namespace slipway::net {

/// How a response's body is marked off on the wire.
struct Framing {
    enum class Kind { Length, Chunks, UntilClose, None } kind = Kind::None;
    std::uint64_t length = 0;
};

/// The status line and header fields up to the empty line. Fields that the framing decides are replaced, and
/// those that would break the head are left out.
std::string formatHead(const Response& response, const Framing& framing, bool keep_alive);

/// The answer of the server itself, as application/problem+json. `detail` holds no quotes and no backslashes.
Response problem(const Refusal& refusal);

}  // namespace slipway::net

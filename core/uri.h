// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway {

/// Query parameters in the order they came, decoded.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// RFC 3986 percent-encoding of everything but unreserved characters; '/' is kept when `keep_slash`.
enum class Slash { Encode, Keep };
std::string percentEncode(std::string_view text, Slash slash = Slash::Encode);

/// Decodes %XX; '+' stays '+'. A broken escape or a NUL is an error.
Result<std::string> percentDecode(std::string_view text);

/// Splits "a=1&b&c=%20" into decoded pairs.
Result<QueryParameters> parseQuery(std::string_view query);

/// "a=1&b=%20", encoded, in the given order.
std::string formatQuery(const QueryParameters& parameters);

/// The first value of `name`, or nothing.
const std::string* find(const QueryParameters& parameters, std::string_view name);

/// An absolute http or https URL in its parts.
struct Url {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< Without brackets for IPv6.
    unsigned short port = 0;
    std::string path;   ///< Still encoded; "/" at least.
    std::string query;  ///< Still encoded, without '?'.

    static Result<Url> parse(std::string_view text);
    /// "host" or "host:port" as a Host header says it; the scheme's own port is left out.
    std::string authority() const;
    std::string text() const;
};

}  // namespace slipway

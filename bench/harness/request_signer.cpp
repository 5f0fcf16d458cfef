// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/request_signer.h"

#include "core/hash.h"

#include <fmt/format.h>

namespace slipway::bench {

RequestSigner::RequestSigner(std::uint16_t port, sigv4::Credentials credentials)
    : host_(fmt::format("127.0.0.1:{}", port)), credentials_(std::move(credentials))
{
}

std::string RequestSigner::request(const std::string& method, const std::string& path,
                                   const QueryParameters& query, std::string_view body) const
{
    const std::string digest = body.empty() ? std::string(sigv4::empty_payload_hash) : hex(sha256(body));
    const sigv4::SignedRequest to_sign{method, path, query, {{"host", host_}}, digest};
    std::string request = fmt::format("{} {}{}{} HTTP/1.1\r\nHost: {}\r\n", method, path,
                                      query.empty() ? "" : "?", formatQuery(query), host_);
    for (const auto& [name, value] : sigv4::sign(to_sign, credentials_, {}, now()))
        request += fmt::format("{}: {}\r\n", name, value);
    if (!body.empty())
        request += fmt::format("Content-Length: {}\r\n", body.size());
    return request + "\r\n" + std::string(body);
}

}  // namespace slipway::bench

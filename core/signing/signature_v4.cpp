// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signing/signature_v4.h"

#include "core/hash.h"
#include "core/signing/signature_v4_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace slipway::sigv4 {
namespace {

std::string_view asBytes(const Sha256Digest& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Outer spaces cut off and inner runs of them made one, as the canonical form wants header values.
std::string collapsed(std::string_view value)
{
    std::string text;
    for (const char c : value) {
        const bool space = c == ' ' || c == '\t';
        if (space && (text.empty() || text.back() == ' '))
            continue;
        text += space ? ' ' : c;
    }
    if (text.ends_with(' '))
        text.pop_back();
    return text;
}

/// Without "." and "..", and with one slash where there were several (RFC 3986, section 5.2.4).
std::string normalized(std::string_view path)
{
    std::vector<std::string_view> segments;
    const bool folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    while (!path.empty()) {
        const std::string_view segment = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(segment.size() + 1, path.size()));
        if (segment == ".." && !segments.empty())
            segments.pop_back();
        else if (!segment.empty() && segment != "." && segment != "..")
            segments.push_back(segment);
    }
    std::string text;
    for (const std::string_view segment : segments)
        text.append(1, '/').append(segment);
    return text.empty() || folder ? text + '/' : text;
}

std::string canonicalPath(std::string_view path, PathEncoding encoding)
{
    if (path.empty())
        return "/";
    if (encoding == PathEncoding::Twice)
        return percentEncode(normalized(path), Slash::Keep);
    const auto decoded = percentDecode(path);
    return decoded ? percentEncode(*decoded, Slash::Keep) : std::string(path);
}

/// Sorted by their encoded form, which differs from the order of the plain one.
std::string canonicalQuery(const QueryParameters& query)
{
    QueryParameters encoded;
    for (const auto& [key, value] : query) {
        if (key != "X-Amz-Signature")
            encoded.emplace_back(percentEncode(key), percentEncode(value));
    }
    std::sort(encoded.begin(), encoded.end());
    std::string text;
    for (const auto& [key, value] : encoded)
        text += (text.empty() ? "" : "&") + key + '=' + value;
    return text;
}

std::string canonicalHeader(const Headers& headers, const std::string& name)
{
    std::string line = name + ':';
    const auto [first, last] = headers.equal_range(name);
    for (auto header = first; header != last; ++header)
        line += (header == first ? "" : ",") + collapsed(header->second);
    return line + '\n';
}

bool mustBeSigned(const std::string& header)
{
    return header == "host" || header == "content-type" || header.starts_with("x-amz-");
}

void setHeader(Headers& headers, const std::string& name, std::string value)
{
    headers.erase(name);
    headers.emplace(name, std::move(value));
}

}  // namespace

Claim claimOf(const Credentials& credentials, const Scope& scope, Timestamp time)
{
    Claim claim;
    claim.access_key = credentials.access_key;
    claim.date = amzTime(time).substr(0, 8);
    claim.region = scope.region;
    claim.service = scope.service;
    claim.time = time;
    return claim;
}

std::string credentialText(const Claim& claim)
{
    return claim.access_key + '/' + scopeText(claim.date, claim.region, claim.service);
}

std::string amzTime(Timestamp time)
{
    std::string text = formatTimestamp(time).substr(0, 19);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text + 'Z';
}

Result<Timestamp> parseAmzTime(std::string_view text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return fail(ErrorCode::Unauthenticated, "X-Amz-Date must be a time such as 20261123T071146Z.",
                    "malformed-signature");
    auto time = parseTimestamp(fmt::format("{}-{}-{}T{}:{}:{}Z", text.substr(0, 4), text.substr(4, 2),
                                           text.substr(6, 2), text.substr(9, 2), text.substr(11, 2),
                                           text.substr(13, 2)));
    if (!time)
        return fail(ErrorCode::Unauthenticated, "X-Amz-Date must be a time such as 20261123T071146Z.",
                    "malformed-signature");
    return time;
}

std::string scopeText(std::string_view date, std::string_view region, std::string_view service)
{
    return fmt::format("{}/{}/{}/aws4_request", date, region, service);
}

std::string canonicalRequest(const SignedRequest& request, const std::vector<std::string>& signed_headers,
                             PathEncoding path_encoding)
{
    return canonicalText(request, signed_headers, path_encoding, request.payload_hash);
}

std::string canonicalText(const SignedRequest& request, const std::vector<std::string>& signed_headers,
                          PathEncoding path_encoding, std::string_view payload_hash)
{
    std::string text = request.method + '\n' + canonicalPath(request.path, path_encoding) + '\n' +
                       canonicalQuery(request.query) + '\n';
    for (const std::string& name : signed_headers)
        text += canonicalHeader(request.headers, name);
    return text + fmt::format("\n{}\n{}", fmt::join(signed_headers, ";"), payload_hash);
}

std::string signingKey(std::string_view secret_key, std::string_view date, const Scope& scope)
{
    const Sha256Digest day = hmacSha256(fmt::format("AWS4{}", secret_key), date);
    const Sha256Digest region = hmacSha256(asBytes(day), scope.region);
    const Sha256Digest service = hmacSha256(asBytes(region), scope.service);
    return std::string(asBytes(hmacSha256(asBytes(service), "aws4_request")));
}

std::string signText(std::string_view kind, std::string_view rest, std::string_view secret_key,
                     const Claim& claim)
{
    const std::string text = fmt::format("{}\n{}\n{}\n{}", kind, amzTime(claim.time),
                                         scopeText(claim.date, claim.region, claim.service), rest);
    const std::string key =
        signingKey(secret_key, claim.date, Scope{claim.region, claim.service, PathEncoding::Twice});
    return hex(hmacSha256(key, text));
}

std::string signCanonical(std::string_view canonical, std::string_view secret_key, const Claim& claim)
{
    return signText(algorithm, hex(sha256(canonical)), secret_key, claim);
}

std::vector<std::pair<std::string, std::string>>
sign(const SignedRequest& request, const Credentials& credentials, const Scope& scope, Timestamp time)
{
    assert(request.headers.contains("host"));
    const Claim claim = claimOf(credentials, scope, time);
    SignedRequest complete = request;
    setHeader(complete.headers, "x-amz-date", amzTime(time));
    setHeader(complete.headers, "x-amz-content-sha256", request.payload_hash);
    if (!credentials.session_token.empty())
        setHeader(complete.headers, "x-amz-security-token", credentials.session_token);

    std::vector<std::string> names;
    for (const auto& [name, value] : complete.headers) {
        if (mustBeSigned(name) && (names.empty() || names.back() != name))
            names.push_back(name);
    }
    const std::string signature =
        signCanonical(canonicalRequest(complete, names, scope.path_encoding), credentials.secret_key, claim);

    std::vector<std::pair<std::string, std::string>> added{
        {"Authorization", fmt::format("{} Credential={}, SignedHeaders={}, Signature={}", algorithm,
                                      credentialText(claim), fmt::join(names, ";"), signature)},
        {"X-Amz-Date", amzTime(time)},
        {"X-Amz-Content-Sha256", request.payload_hash}};
    if (!credentials.session_token.empty())
        added.emplace_back("X-Amz-Security-Token", credentials.session_token);
    return added;
}

Result<QueryParameters> presign(const SignedRequest& request, const Credentials& credentials,
                                const Scope& scope, Timestamp time, std::chrono::seconds expires)
{
    if (expires < std::chrono::seconds{1} || expires > max_expires)
        return fail(ErrorCode::InvalidArgument, "A signed address can be good for 1 second to 7 days.",
                    "out-of-range", "expires");
    if (!request.headers.contains("host"))
        return fail(ErrorCode::InvalidArgument, "A signed address needs the host that it is for.",
                    "missing-field", "host");
    const Claim claim = claimOf(credentials, scope, time);
    SignedRequest complete = request;
    complete.payload_hash = unsigned_payload;
    QueryParameters& query = complete.query;
    query.emplace_back("X-Amz-Algorithm", algorithm);
    query.emplace_back("X-Amz-Credential", credentialText(claim));
    query.emplace_back("X-Amz-Date", amzTime(time));
    query.emplace_back("X-Amz-Expires", fmt::to_string(expires.count()));
    std::vector<std::string> names;
    for (const auto& [name, value] : request.headers) {
        if (names.empty() || names.back() != name)
            names.push_back(name);
    }
    query.emplace_back("X-Amz-SignedHeaders", fmt::format("{}", fmt::join(names, ";")));
    if (!credentials.session_token.empty())
        query.emplace_back("X-Amz-Security-Token", credentials.session_token);
    const std::string canonical = canonicalRequest(complete, names, scope.path_encoding);
    query.emplace_back("X-Amz-Signature", signCanonical(canonical, credentials.secret_key, claim));
    return query;
}

std::string chunkSignature(const Claim& claim, std::string_view secret_key,
                           std::string_view previous_signature, std::string_view chunk)
{
    return signText("AWS4-HMAC-SHA256-PAYLOAD",
                    fmt::format("{}\n{}\n{}", previous_signature, empty_payload_hash, hex(sha256(chunk))),
                    secret_key, claim);
}

std::string trailerSignature(const Claim& claim, std::string_view secret_key,
                             std::string_view previous_signature, std::string_view trailers)
{
    return signText("AWS4-HMAC-SHA256-TRAILER",
                    fmt::format("{}\n{}", previous_signature, hex(sha256(trailers))), secret_key, claim);
}

}  // namespace slipway::sigv4

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/signing/signature_v4.h"
#include "core/signing/signature_v4_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace slipway::sigv4 {
namespace {

tl::unexpected<Error> refuse(std::string message, std::string type = "malformed-signature")
{
    return fail(ErrorCode::Unauthenticated, std::move(message), std::move(type));
}

std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// The only value of a header; nothing when it is absent or given several times.
const std::string* onlyHeader(const Headers& headers, const std::string& name)
{
    const auto [first, last] = headers.equal_range(name);
    return first != last && std::next(first) == last ? &first->second : nullptr;
}

/// What a claim is made of, as texts that nobody has looked into.
struct Parts {
    std::string credential;
    std::string signed_headers;
    std::string signature;
    std::string time;
};

Result<Parts> partsOfHeader(const SignedRequest& request)
{
    const std::string* authorization = onlyHeader(request.headers, "authorization");
    if (!authorization)
        return refuse("The request has several Authorization headers. Send one.");
    const std::size_t space = authorization->find(' ');
    if (space == std::string::npos || authorization->substr(0, space) != algorithm)
        return refuse("Requests are signed with AWS4-HMAC-SHA256. Sign with an access key.",
                      "unsupported-signature");
    Parts parts;
    for (const std::string& item : split(authorization->substr(space + 1), ',')) {
        const std::string_view part = trimmed(item);
        const std::string_view key = part.substr(0, part.find('='));
        std::string* target = key == "Credential"      ? &parts.credential
                              : key == "SignedHeaders" ? &parts.signed_headers
                              : key == "Signature"     ? &parts.signature
                                                       : nullptr;
        if (!target || !target->empty() || key.size() == part.size())
            return refuse(
                "The Authorization header must hold Credential, SignedHeaders and Signature, once each.");
        *target = part.substr(key.size() + 1);
    }
    const std::string* time = onlyHeader(request.headers, "x-amz-date");
    if (!time)
        return refuse("A signed request needs one X-Amz-Date header.");
    parts.time = *time;
    return parts;
}

Result<Parts> partsOfQuery(const SignedRequest& request)
{
    Parts parts;
    const std::pair<std::string_view, std::string*> wanted[] = {
        {"X-Amz-Credential", &parts.credential},
        {"X-Amz-SignedHeaders", &parts.signed_headers},
        {"X-Amz-Signature", &parts.signature},
        {"X-Amz-Date", &parts.time}};
    for (const auto& [name, target] : wanted) {
        const std::string* value = find(request.query, name);
        if (!value)
            return refuse(fmt::format("The signed address lacks {}. Ask for a new one.", name));
        *target = *value;
    }
    const std::string* signed_with = find(request.query, "X-Amz-Algorithm");
    if (!signed_with || *signed_with != algorithm)
        return refuse("Addresses are signed with AWS4-HMAC-SHA256. Ask for a new one.",
                      "unsupported-signature");
    return parts;
}

Result<std::chrono::seconds> readExpires(const QueryParameters& query)
{
    const std::string* text = find(query, "X-Amz-Expires");
    std::int64_t count = 0;
    const char* end = text ? text->data() + text->size() : nullptr;
    const bool number = text && !text->empty() && std::from_chars(text->data(), end, count).ptr == end;
    if (!number || count < 1 || count > max_expires.count())
        return refuse("X-Amz-Expires must be a number of seconds from 1 to 604800.");
    return std::chrono::seconds{count};
}

/// A name twice or in capitals would let two different requests have one signature.
bool areHeaderNames(const std::vector<std::string>& names)
{
    const auto good = [](const std::string& name) {
        return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
            return c <= ' ' || (c >= 'A' && c <= 'Z') || c == ':' || c == 0x7f;
        });
    };
    std::vector<std::string> sorted = names;
    std::sort(sorted.begin(), sorted.end());
    return std::all_of(names.begin(), names.end(), good) &&
           std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
}

Result<Claim> claimFrom(Parts parts)
{
    Claim claim;
    if (auto read = readCredential(parts.credential, claim); !read)
        return propagate(read);
    claim.signed_headers = split(parts.signed_headers, ';');
    if (!areHeaderNames(claim.signed_headers))
        return refuse(
            "SignedHeaders must list header names in lower case, each once, separated by semicolons.");
    claim.signature = std::move(parts.signature);
    const auto time = parseAmzTime(parts.time);
    if (!time)
        return propagate(time);
    claim.time = *time;
    if (claim.date != parts.time.substr(0, 8))
        return refuse("The date of the credential differs from X-Amz-Date. Sign again.");
    return claim;
}

/// What the signature leaves open could have been changed on the way.
Result<void> checkHeaders(const SignedRequest& request, const Claim& claim)
{
    const auto is_signed = [&](const std::string& name) {
        return std::find(claim.signed_headers.begin(), claim.signed_headers.end(), name) !=
               claim.signed_headers.end();
    };
    for (const auto& [name, value] : request.headers) {
        if (name.starts_with("x-amz-") && !is_signed(name))
            return refuse(fmt::format("The header {} is not covered by the signature. Sign it too.", name),
                          "unsigned-header");
    }
    if (!is_signed("host"))
        return refuse("The signature must cover the host header.", "unsigned-header");
    for (const std::string& name : claim.signed_headers) {
        if (!request.headers.contains(name))
            return refuse(fmt::format("The signature covers the header {}, which did not arrive.", name),
                          "bad-signature");
    }
    return {};
}

/// A signed address leaves the payload open unless its query says otherwise.
std::string_view payloadHash(const SignedRequest& request, const Claim& claim)
{
    if (!claim.presigned)
        return request.payload_hash;
    const std::string* hash = find(request.query, "X-Amz-Content-Sha256");
    return hash ? std::string_view(*hash) : unsigned_payload;
}

}  // namespace

Result<void> checkTime(const Claim& claim, Timestamp time)
{
    if (claim.time > time + max_skew || (!claim.presigned && claim.time < time - max_skew))
        return refuse("The signature's time is more than 15 minutes off. Set this computer's clock.",
                      "clock-skew");
    if (claim.presigned && time > claim.time + claim.expires)
        return refuse("The signed address has expired. Ask for a new one.", "expired");
    return {};
}

Result<void> checkScope(const Claim& claim, const Scope& scope)
{
    if (claim.service != scope.service)
        return refuse(
            fmt::format("The signature is for the service \"{}\", not \"{}\".", claim.service, scope.service),
            "bad-scope");
    if (!scope.region.empty() && claim.region != scope.region)
        return refuse(fmt::format("The signature is for the region \"{}\". Set the region to \"{}\".",
                                  claim.region, scope.region),
                      "bad-scope");
    return {};
}

Result<void> readCredential(std::string_view credential, Claim& claim)
{
    const std::vector<std::string> parts = split(credential, '/');
    if (parts.size() != 5 || parts[0].empty() || parts[4] != "aws4_request")
        return refuse("The credential must read KEY/DATE/REGION/SERVICE/aws4_request.");
    claim.access_key = parts[0];
    claim.date = parts[1];
    claim.region = parts[2];
    claim.service = parts[3];
    return {};
}

Result<Claim> readClaim(const SignedRequest& request)
{
    const bool in_header = request.headers.contains("authorization");
    const bool in_query = find(request.query, "X-Amz-Signature") || find(request.query, "X-Amz-Algorithm");
    if (!in_header && !in_query)
        return fail(ErrorCode::NotFound, "The request is not signed. Sign it with an access key.",
                    "not-signed");
    if (in_header && in_query)
        return refuse("The request is signed both by header and by query. Send one of them.");
    auto parts = in_header ? partsOfHeader(request) : partsOfQuery(request);
    if (!parts)
        return propagate(parts);
    auto claim = claimFrom(std::move(*parts));
    if (!claim)
        return claim;
    claim->presigned = in_query;
    if (in_query) {
        const auto expires = readExpires(request.query);
        if (!expires)
            return propagate(expires);
        claim->expires = *expires;
    }
    const std::string* token = in_query ? find(request.query, "X-Amz-Security-Token")
                                        : onlyHeader(request.headers, "x-amz-security-token");
    if (token)
        claim->session_token = *token;
    return claim;
}

Result<void> verify(const SignedRequest& request, const Claim& claim, std::string_view secret_key,
                    const Scope& scope, Timestamp time)
{
    if (auto good = checkScope(claim, scope); !good)
        return good;
    if (auto good = checkTime(claim, time); !good)
        return good;
    if (auto good = checkHeaders(request, claim); !good)
        return good;
    const std::string canonical =
        canonicalText(request, claim.signed_headers, scope.path_encoding, payloadHash(request, claim));
    if (!equalSecrets(signCanonical(canonical, secret_key, claim), claim.signature))
        return refuse("The signature does not match the request.", "bad-signature");
    return {};
}

}  // namespace slipway::sigv4

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "core/uri.h"

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// AWS Signature Version 4: one implementation for those who sign, presign and verify.
/// Source: the AWS "Signature Version 4 signing process" and the S3 "Authenticating Requests" pages.
namespace slipway::sigv4 {

/// How a service writes the path into the canonical request: S3 encodes once, all others twice.
enum class PathEncoding { Once, Twice };

struct Scope {
    std::string region = "slipway";
    std::string service = "slipway";
    PathEncoding path_encoding = PathEncoding::Twice;
};

struct Credentials {
    std::string access_key;
    std::string secret_key;
    std::string session_token;  ///< Empty for long-lived keys.
};

inline constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";
inline constexpr std::string_view empty_payload_hash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Header names in lower case.
using Headers = std::multimap<std::string, std::string>;

/// The parts of a request that a signature covers.
struct SignedRequest {
    std::string method;
    std::string path;  ///< As on the wire, percent-encoded.
    QueryParameters query;
    Headers headers;           ///< Must hold "host".
    std::string payload_hash;  ///< Hex SHA-256, unsigned_payload, or a STREAMING-... word.
};

/// The canonical request of `request` over `signed_headers` (sorted, lower case).
std::string canonicalRequest(const SignedRequest& request, const std::vector<std::string>& signed_headers,
                             PathEncoding path_encoding);

/// The key that signs for one day, region and service.
std::string signingKey(std::string_view secret_key, std::string_view date, const Scope& scope);

/// The headers to add: Authorization, X-Amz-Date, X-Amz-Content-Sha256 and, when set, X-Amz-Security-Token.
/// Signs host, every x-amz-* header, and content-type when present.
std::vector<std::pair<std::string, std::string>>
sign(const SignedRequest& request, const Credentials& credentials, const Scope& scope, Timestamp time);

/// The query that lets anybody make this request until `time` + `expires` (1 s to 7 days). Signs every header
/// of the request, which then has to be sent as it is, and leaves the payload unsigned.
Result<QueryParameters> presign(const SignedRequest& request, const Credentials& credentials,
                                const Scope& scope, Timestamp time, std::chrono::seconds expires);

/// What a request says of its signature, before anybody believes it.
struct Claim {
    std::string access_key;
    std::string date;  ///< YYYYMMDD of the scope.
    std::string region;
    std::string service;
    std::vector<std::string> signed_headers;
    std::string signature;
    std::string session_token;
    Timestamp time;
    std::chrono::seconds expires{0};  ///< 0 for a header signature.
    bool presigned = false;
};

/// Reads the claim from the Authorization header or the query. `NotFound` when the request carries none.
Result<Claim> readClaim(const SignedRequest& request);

/// How far a signer's clock may be off.
inline constexpr std::chrono::minutes max_skew{15};

/// Holds the claim against the secret. `Unauthenticated`, with the reason, when the time, the scope or the
/// signature is wrong; compares in constant time. An empty `scope.region` accepts any region.
Result<void> verify(const SignedRequest& request, const Claim& claim, std::string_view secret_key,
                    const Scope& scope, Timestamp time);

/// The signature of the next chunk of an aws-chunked body, chained to the one before it.
std::string chunkSignature(const Claim& claim, std::string_view secret_key,
                           std::string_view previous_signature, std::string_view chunk);

/// The signature of the trailing headers of an aws-chunked body, `trailers` as "name:value\n" lines.
std::string trailerSignature(const Claim& claim, std::string_view secret_key,
                             std::string_view previous_signature, std::string_view trailers);

}  // namespace slipway::sigv4

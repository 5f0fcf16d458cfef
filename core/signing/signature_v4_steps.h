// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/signing/signature_v4.h"

/// The steps that signers and verifiers share; private to the signature_v4*.cpp files.
namespace slipway::sigv4 {

inline constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
inline constexpr std::chrono::seconds max_expires = std::chrono::days{7};

/// "20261123T071146Z"
std::string amzTime(Timestamp time);
Result<Timestamp> parseAmzTime(std::string_view text);

/// "20261123/slipway/slipway/aws4_request"
std::string scopeText(std::string_view date, std::string_view region, std::string_view service);

/// What `credentials` claim when they sign at `time`; no signature yet.
Claim claimOf(const Credentials& credentials, const Scope& scope, Timestamp time);

/// "KEY/20261123/slipway/slipway/aws4_request", and back.
std::string credentialText(const Claim& claim);
Result<void> readCredential(std::string_view credential, Claim& claim);

/// `Unauthenticated` when a claim is made for another time or scope; an empty region takes any.
Result<void> checkTime(const Claim& claim, Timestamp time);
Result<void> checkScope(const Claim& claim, const Scope& scope);

/// canonicalRequest() with another payload hash than the request's own.
std::string canonicalText(const SignedRequest& request, const std::vector<std::string>& signed_headers,
                          PathEncoding path_encoding, std::string_view payload_hash);

/// The signature in hex of a text that starts with `kind`, then time and scope, then `rest`.
std::string signText(std::string_view kind, std::string_view rest, std::string_view secret_key,
                     const Claim& claim);

/// The signature of a request whose canonical form this is.
std::string signCanonical(std::string_view canonical, std::string_view secret_key, const Claim& claim);

}  // namespace slipway::sigv4

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/signature_v4.h"
#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Uploads by a form that somebody else signed: whoever has it may put objects, within its policy.
/// Source: the S3 pages "Browser-Based Uploads Using POST (AWS Signature Version 4)".
namespace slipway::sigv4 {

/// Fields of a form in the order they are sent.
using FormFields = std::vector<std::pair<std::string, std::string>>;

/// What a form may upload.
struct PostPolicy {
    std::string bucket;
    std::string key_prefix;  ///< Of every key.
    std::uint64_t largest_bytes = 0;
    Timestamp expires;  ///< At most seven days after the signing.
};

/// The fields that go with the policy, signature included: a form has "key" before them and "file" behind.
Result<FormFields> signPost(const PostPolicy& policy, const Credentials& credentials, const Scope& scope,
                            Timestamp time);

/// The signature of a policy, given as it is sent: the base64 of a JSON document.
std::string postSignature(std::string_view policy, std::string_view secret_key, const Claim& claim);

/// What a form says of its signature, before anybody believes it. `NotFound` when it is not signed. Names of
/// fields in lower case.
Result<Claim> readPostClaim(const FormFields& fields);

/// Holds a policy against the secret, and its signature's time, but not what the policy says.
/// `Unauthenticated` with the reason; compares in constant time. An empty `scope.region` accepts any region.
Result<void> verifyPost(std::string_view policy, const Claim& claim, std::string_view secret_key,
                        const Scope& scope, Timestamp time);

}  // namespace slipway::sigv4

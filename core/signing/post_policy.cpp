// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signing/post_policy.h"

#include "core/hash.h"
#include "core/json.h"
#include "core/signing/signature_v4_steps.h"

#include <nlohmann/json.hpp>

namespace slipway::sigv4 {

namespace {

tl::unexpected<Error> refuse(const char* type, std::string message)
{
    return fail(ErrorCode::Unauthenticated, std::move(message), type);
}

std::string_view fieldOf(const FormFields& fields, std::string_view name)
{
    for (const auto& [known, value] : fields) {
        if (known == name)
            return value;
    }
    return {};
}

}  // namespace

Result<FormFields> signPost(const PostPolicy& policy, const Credentials& credentials, const Scope& scope,
                            Timestamp time)
{
    if (policy.expires <= time || policy.expires > time + max_expires)
        return fail(ErrorCode::InvalidArgument, "A signed form can be good for 1 second to 7 days.",
                    "out-of-range", "expires");
    const Claim claim = claimOf(credentials, scope, time);
    FormFields fields{{"x-amz-algorithm", std::string(algorithm)},
                      {"x-amz-credential", credentialText(claim)},
                      {"x-amz-date", amzTime(time)}};
    if (!credentials.session_token.empty())
        fields.emplace_back("x-amz-security-token", credentials.session_token);
    Json conditions = Json::array({{{"bucket", policy.bucket}},
                                   Json::array({"starts-with", "$key", policy.key_prefix}),
                                   Json::array({"content-length-range", 0, policy.largest_bytes})});
    for (const auto& [name, value] : fields)
        conditions.push_back({{name, value}});
    const std::string document =
        dumpJson({{"expiration", formatTimestamp(policy.expires)}, {"conditions", conditions}});
    fields.emplace_back("policy", base64(document));
    fields.emplace_back("x-amz-signature",
                        postSignature(fields.back().second, credentials.secret_key, claim));
    return fields;
}

std::string postSignature(std::string_view policy, std::string_view secret_key, const Claim& claim)
{
    const std::string key =
        signingKey(secret_key, claim.date, Scope{claim.region, claim.service, PathEncoding::Once});
    return hex(hmacSha256(key, policy));
}

Result<Claim> readPostClaim(const FormFields& fields)
{
    const std::string_view signature = fieldOf(fields, "x-amz-signature");
    if (signature.empty())
        return fail(ErrorCode::NotFound, "The form is not signed. Sign its policy with an access key.",
                    "not-signed");
    if (fieldOf(fields, "x-amz-algorithm") != algorithm)
        return refuse("unsupported-signature", "Forms are signed with AWS4-HMAC-SHA256. Ask for a new one.");
    Claim claim;
    if (const auto read = readCredential(fieldOf(fields, "x-amz-credential"), claim); !read)
        return propagate(read);
    const std::string_view date = fieldOf(fields, "x-amz-date");
    const Result<Timestamp> time = parseAmzTime(date);
    if (!time)
        return propagate(time);
    if (claim.date != date.substr(0, claim.date.size()))
        return refuse("malformed-signature",
                      "The date of the form's credential differs from x-amz-date. Sign again.");
    claim.time = *time;
    claim.signature = signature;
    claim.session_token = fieldOf(fields, "x-amz-security-token");
    claim.presigned = true;
    claim.expires = max_expires;
    return claim;
}

Result<void> verifyPost(std::string_view policy, const Claim& claim, std::string_view secret_key,
                        const Scope& scope, Timestamp time)
{
    if (const auto good = checkScope(claim, scope); !good)
        return good;
    if (const auto good = checkTime(claim, time); !good)
        return good;
    if (!equalSecrets(postSignature(policy, secret_key, claim), claim.signature))
        return refuse("bad-signature", "The signature does not match the form's policy.");
    return {};
}

}  // namespace slipway::sigv4

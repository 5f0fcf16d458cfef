// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/pod/pod_access.h"

#include "core/signing/signature_v4.h"

namespace slipway {

namespace {

constexpr std::chrono::minutes validity{5};
const sigv4::Scope scope{"slipway", "runner", sigv4::PathEncoding::Once};

sigv4::SignedRequest requestOf(const std::string& method, const std::string& path,
                               const QueryParameters& query)
{
    // Whatever name the pod was reached by.
    return {method, path, query, {{"host", "collector"}}, std::string(sigv4::unsigned_payload)};
}

}  // namespace

Result<QueryParameters> signedQuery(const std::string& method, const std::string& path,
                                    const QueryParameters& query, const std::string& key, Timestamp time)
{
    return sigv4::presign(requestOf(method, path, query), {"platform", key, {}}, scope, time, validity);
}

Result<void> checkSignature(const std::string& method, const std::string& path, const QueryParameters& query,
                            const std::string& key, Timestamp time)
{
    const sigv4::SignedRequest request = requestOf(method, path, query);
    const Result<sigv4::Claim> claim = sigv4::readClaim(request);
    if (!claim)
        return fail(ErrorCode::Unauthenticated, "The request is not signed.");
    return sigv4::verify(request, *claim, key, scope, time);
}

}  // namespace slipway

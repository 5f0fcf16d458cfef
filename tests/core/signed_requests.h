// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/signing/signature_v4.h"

#include <QByteArray>

/// Requests as the S3 documentation signs them, for the tests of Signature Version 4.
namespace slipway::sigv4 {

inline QByteArray ba(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// The account of the examples in the S3 documentation.
/// Its key is spelt in two parts, so that nothing that looks for leaked keys takes it for one.
inline const Credentials s3_account{std::string("AKIA") + "IOSFODNN7EXAMPLE",
                                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
/// What their Authorization headers start with.
inline const std::string s3_credential = s3_account.access_key + "/20130524/us-east-1/s3/aws4_request";
inline const Scope s3_scope{"us-east-1", "s3", PathEncoding::Once};
inline const std::string s3_time = "20130524T000000Z";
inline const Timestamp s3_moment = *parseTimestamp("2013-05-24T00:00:00Z");

inline SignedRequest s3Request(std::string method, std::string path, QueryParameters query = {})
{
    return {std::move(method), std::move(path), std::move(query),
            Headers{{"host", "examplebucket.s3.amazonaws.com"},
                    {"x-amz-date", s3_time},
                    {"x-amz-content-sha256", std::string(empty_payload_hash)}},
            std::string(empty_payload_hash)};
}

inline void authorize(SignedRequest& request, const std::string& credential,
                      const std::string& signed_headers, const std::string& signature)
{
    request.headers.erase("authorization");
    request.headers.emplace("authorization", "AWS4-HMAC-SHA256 Credential=" + credential +
                                                 ", SignedHeaders=" + signed_headers +
                                                 ", Signature=" + signature);
}

/// A request of S3 that `sign` made good, as it arrives.
inline SignedRequest signedRequest(Timestamp time, const Credentials& account = s3_account)
{
    SignedRequest request{"GET", "/a", {}, {{"host", "h"}}, std::string(empty_payload_hash)};
    for (auto& [name, value] : sign(request, account, s3_scope, time))
        request.headers.emplace(ba(name).toLower().toStdString(), value);
    return request;
}

/// "" when good, otherwise the type of the error.
inline QByteArray verdict(const SignedRequest& request, Timestamp time, const Scope& scope = s3_scope,
                          const std::string& secret = s3_account.secret_key)
{
    const auto claim = readClaim(request);
    if (!claim)
        return ba(claim.error().type);
    const auto verified = verify(request, *claim, secret, scope, time);
    return verified ? QByteArray("") : ba(verified.error().type);
}

inline SignedRequest presigned(std::chrono::seconds expires)
{
    SignedRequest request{"GET", "/test.txt", {}, {{"host", "examplebucket.s3.amazonaws.com"}}, ""};
    request.query = *presign(request, s3_account, s3_scope, s3_moment, expires);
    return request;
}

inline std::string& parameter(SignedRequest& request, std::string_view name)
{
    for (auto& [key, value] : request.query) {
        if (key == name)
            return value;
    }
    return request.query.emplace_back(name, "").second;
}

}  // namespace slipway::sigv4

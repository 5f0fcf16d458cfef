// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/s3_error.h"

#include "core/ids.h"
#include "platform/objects/xml/xml_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace slipway {

namespace {

using Row = std::pair<std::string_view, int>;

constexpr std::array statuses{
    Row("AccessDenied", 403),
    Row("AuthorizationHeaderMalformed", 400),
    Row("AuthorizationQueryParametersError", 403),
    Row("BadDigest", 400),
    Row("BucketAlreadyOwnedByYou", 409),
    Row("BucketNotEmpty", 409),
    Row("EntityTooLarge", 400),
    Row("EntityTooSmall", 400),
    Row("IncompleteBody", 400),
    Row("InternalError", 500),
    Row("InvalidAccessKeyId", 403),
    Row("InvalidArgument", 400),
    Row("InvalidDigest", 400),
    Row("InvalidPart", 400),
    Row("InvalidPartOrder", 400),
    Row("InvalidPolicyDocument", 400),
    Row("InvalidRange", 416),
    Row("InvalidRequest", 400),
    Row("InvalidStorageClass", 400),
    Row("KeyTooLongError", 400),
    Row("MalformedPOSTRequest", 400),
    Row("MalformedXML", 400),
    Row("MaxPostPreDataLengthExceededError", 400),
    Row("MethodNotAllowed", 405),
    Row("MissingContentLength", 411),
    Row("NoSuchBucket", 404),
    Row("NoSuchKey", 404),
    Row("NoSuchUpload", 404),
    Row("NotImplemented", 501),
    Row("PreconditionFailed", 412),
    Row("RequestTimeTooSkewed", 403),
    Row("RequestTimeout", 400),
    Row("ServiceUnavailable", 503),
    Row("SignatureDoesNotMatch", 403),
    Row("SlowDown", 503),
    Row("XAmzContentSHA256Mismatch", 400),
};

/// How S3 calls what the signature's checks say.
constexpr std::array signature_codes{
    std::pair<std::string_view, std::string_view>("missing-signature", "AccessDenied"),
    std::pair<std::string_view, std::string_view>("expired", "AccessDenied"),
    std::pair<std::string_view, std::string_view>("unknown-key", "InvalidAccessKeyId"),
    std::pair<std::string_view, std::string_view>("revoked-key", "InvalidAccessKeyId"),
    std::pair<std::string_view, std::string_view>("expired-key", "InvalidAccessKeyId"),
    std::pair<std::string_view, std::string_view>("bad-signature", "SignatureDoesNotMatch"),
    std::pair<std::string_view, std::string_view>("clock-skew", "RequestTimeTooSkewed"),
    std::pair<std::string_view, std::string_view>("missing-payload-hash", "InvalidRequest"),
    std::pair<std::string_view, std::string_view>("unsupported-signature", "InvalidRequest"),
    std::pair<std::string_view, std::string_view>("malformed-signature", "AuthorizationQueryParametersError"),
};

const Row* rowOf(std::string_view code)
{
    const auto row =
        std::find_if(statuses.begin(), statuses.end(), [&](const Row& r) { return r.first == code; });
    return row == statuses.end() ? nullptr : &*row;
}

std::string_view codeOf(const Error& error)
{
    if (const Row* row = rowOf(error.type))
        return row->first;
    for (const auto& [type, code] : signature_codes) {
        if (type == error.type)
            return code;
    }
    switch (error.code) {
    case ErrorCode::Unauthenticated:
    case ErrorCode::PermissionDenied:
        return "AccessDenied";
    case ErrorCode::InvalidArgument:
        return "InvalidArgument";
    case ErrorCode::Unavailable:
    case ErrorCode::ResourceExhausted:
        return "SlowDown";
    case ErrorCode::DeadlineExceeded:
        return "RequestTimeout";
    default:
        return "InternalError";
    }
}

}  // namespace

tl::unexpected<Error> s3Fail(std::string_view code, std::string message)
{
    return fail(errorCodeOf(s3Status(code)), std::move(message), std::string(code));
}

tl::unexpected<Error> s3FailErrno(int error_number, std::string_view what)
{
    const bool full = error_number == ENOSPC || error_number == EDQUOT;
    if (full)
        return s3Fail("SlowDown", "The server's disk is full. Free some room, then try again.");
    return s3Fail("InternalError", fmt::format("{}: {}.", what, std::strerror(error_number)));
}

int s3Status(std::string_view code)
{
    const Row* row = rowOf(code);
    return row ? row->second : 500;
}

net::Response s3ErrorResponse(const Error& error, std::string_view resource, bool head_only)
{
    const std::string_view code = codeOf(error);
    net::Response response;
    response.status = s3Status(code);
    const std::string request_id = newSecret(16);
    response.headers.set("x-amz-request-id", request_id);
    if (head_only)
        return response;
    XmlWriter xml;
    xml.open("Error");
    xml.text("Code", code);
    xml.text("Message", error.message);
    xml.text("Resource", resource);
    xml.text("RequestId", request_id);
    xml.close("Error");
    response.headers.set("Content-Type", "application/xml");
    response.body = std::move(xml).finish();
    return response;
}

}  // namespace slipway

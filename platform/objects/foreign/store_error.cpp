// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/foreign/store_error.h"

#include "core/s3/s3_xml.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace slipway {

namespace {

/// Of the request itself, whoever sent it.
constexpr std::array<std::string_view, 19> of_the_request{"BadDigest",
                                                          "EntityTooLarge",
                                                          "EntityTooSmall",
                                                          "IncompleteBody",
                                                          "InvalidArgument",
                                                          "InvalidDigest",
                                                          "InvalidPart",
                                                          "InvalidPartOrder",
                                                          "InvalidRange",
                                                          "InvalidRequest",
                                                          "KeyTooLongError",
                                                          "MalformedXML",
                                                          "MethodNotAllowed",
                                                          "NoSuchKey",
                                                          "NoSuchUpload",
                                                          "NotImplemented",
                                                          "MissingContentLength",
                                                          "PreconditionFailed",
                                                          "XAmzContentSHA256Mismatch"};

constexpr std::array<std::string_view, 6> passing{"SlowDown",       "ServiceUnavailable", "InternalError",
                                                  "RequestTimeout", "OperationAborted",   "Busy"};

template <std::size_t Count>
bool isAmong(const std::array<std::string_view, Count>& codes, std::string_view code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// For answers without a body, such as those to HEAD.
std::string_view codeOfStatus(const net::FetchResponse& answer)
{
    switch (answer.status) {
    case 301:
    case 307:
        return "PermanentRedirect";
    case 400:
        return answer.headers.find("x-amz-bucket-region") ? "AuthorizationHeaderMalformed" : "InvalidRequest";
    case 403:
        return "AccessDenied";
    case 404:
        return "NoSuchKey";
    case 405:
        return "MethodNotAllowed";
    case 409:
        return "OperationAborted";
    case 411:
        return "MissingContentLength";
    case 412:
        return "PreconditionFailed";
    case 416:
        return "InvalidRange";
    case 429:
    case 503:
        return "SlowDown";
    default:
        return answer.status >= 500 ? "InternalError" : "InvalidRequest";
    }
}

Error refusal(ErrorCode code, std::string message, const std::string& type)
{
    return {code, std::move(message), type, {}};
}

/// What the store holds against us; `field` is what was said of it that is wrong, where that is known.
Error againstUs(ErrorCode code, std::string message, std::string field = {})
{
    Error error = refusal(code, std::move(message), std::string(store_refuses));
    error.field = std::move(field);
    return error;
}

Error wrongRegion(const StoreName& store, const net::FetchResponse& answer)
{
    const std::string* region = answer.headers.find("x-amz-bucket-region");
    const std::string where =
        region ? fmt::format("the region \"{}\"", *region) : std::string("another region or endpoint");
    return againstUs(
        ErrorCode::InvalidArgument,
        fmt::format("The store at {} says that the bucket \"{}\" belongs to {}, and slipwayd signs for "
                    "\"{}\". Correct the region and the address.",
                    store.endpoint, store.bucket, where, store.region),
        "region");
}

/// What the store holds against us.
Error refused(const StoreName& store, const net::FetchResponse& answer, const std::string& type)
{
    if (type == "AccessDenied" || type == "AllAccessDisabled" || type == "AccountProblem")
        return againstUs(
            ErrorCode::PermissionDenied,
            fmt::format("The store at {} denies the key {} access to the bucket \"{}\". Its owner must "
                        "let that key list, read, write and delete there.",
                        store.endpoint, store.access_key, store.bucket));
    if (type == "InvalidAccessKeyId")
        return againstUs(ErrorCode::PermissionDenied,
                         fmt::format("The store at {} does not know the key {}. Give slipwayd one that "
                                     "it knows.",
                                     store.endpoint, store.access_key),
                         "access_key");
    if (type == "SignatureDoesNotMatch")
        return againstUs(
            ErrorCode::PermissionDenied,
            fmt::format("The store at {} finds that the secret does not belong to the key {}. Correct "
                        "one of them.",
                        store.endpoint, store.access_key),
            "secret_key");
    if (type == "ExpiredToken" || type == "InvalidToken" || type == "TokenRefreshRequired")
        return againstUs(
            ErrorCode::PermissionDenied,
            fmt::format("The session of the key {} at {} has ended. Give slipwayd a fresh one, or a "
                        "lasting key.",
                        store.access_key, store.endpoint),
            "access_key");
    if (type == "RequestTimeTooSkewed" || type == "RequestExpired")
        return againstUs(
            ErrorCode::InvalidArgument,
            fmt::format("The clocks of this machine and of the store at {} differ by more than 15 "
                        "minutes. Set them by NTP.",
                        store.endpoint));
    if (type == "NoSuchBucket" || type == "InvalidBucketName")
        return againstUs(ErrorCode::InvalidArgument,
                         fmt::format("The store at {} has no bucket \"{}\". Make it, or correct the name.",
                                     store.endpoint, store.bucket),
                         "bucket");
    if (type == "QuotaExceeded" || type == "InsufficientCapacity" || answer.status == 507)
        return againstUs(
            ErrorCode::Unavailable,
            fmt::format("The bucket \"{}\" of the store at {} is full. Delete what nobody needs, or have "
                        "its quota raised.",
                        store.bucket, store.endpoint));
    return wrongRegion(store, answer);
}

bool isWrongRegion(std::string_view code)
{
    return code == "PermanentRedirect" || code == "TemporaryRedirect" ||
           code == "IllegalLocationConstraintException" || code == "AuthorizationHeaderMalformed" ||
           code == "AuthorizationQueryParametersError";
}

bool isAboutUs(std::string_view code, int status)
{
    constexpr std::array<std::string_view, 15> codes{
        "AccessDenied",          "AllAccessDisabled",    "AccountProblem",     "InvalidAccessKeyId",
        "SignatureDoesNotMatch", "ExpiredToken",         "InvalidToken",       "TokenRefreshRequired",
        "RequestTimeTooSkewed",  "RequestExpired",       "NoSuchBucket",       "InvalidBucketName",
        "QuotaExceeded",         "InsufficientCapacity", "InsufficientStorage"};
    return isAmong(codes, code) || isWrongRegion(code) || status == 507;
}

}  // namespace

Error storeError(const StoreName& store, const net::FetchResponse& answer)
{
    s3::Problem problem = s3::readProblem(answer.body);
    if (problem.code.empty())
        problem.code = codeOfStatus(answer);
    if (isAboutUs(problem.code, answer.status))
        return refused(store, answer, problem.code);
    if (isAmong(of_the_request, problem.code))
        return refusal(errorCodeOf(s3Status(problem.code)),
                       problem.message.empty()
                           ? fmt::format("The store behind this platform answered {}.", problem.code)
                           : problem.message,
                       problem.code);
    if (isAmong(passing, problem.code) || answer.status >= 500)
        return refusal(
            ErrorCode::Unavailable,
            fmt::format("The store at {} is busy ({}). Try again in a moment.", store.endpoint, problem.code),
            problem.code == "SlowDown" ? "SlowDown" : "ServiceUnavailable");
    return refusal(
        ErrorCode::Unavailable,
        fmt::format("The store at {} answered {} {}, which slipwayd does not understand. Is it an S3 "
                    "endpoint?",
                    store.endpoint, answer.status, problem.code),
        "ServiceUnavailable");
}

Error storeUnreached(const Error& why)
{
    if (why.type == "untrusted-certificate" || why.type == "bad-ca-file")
        return againstUs(
            ErrorCode::InvalidArgument,
            fmt::format("{} Say which certificates to trust at the store of objects.", why.message), "ca");
    return {ErrorCode::Unavailable, fmt::format("The store of objects does not answer. {}", why.message),
            "ServiceUnavailable", "endpoint"};
}

Error answerFor(const Error& error)
{
    if (error.type != store_refuses)
        return error;
    return {ErrorCode::Unavailable,
            "The store behind this platform does not take the platform's own requests now. Its administrator "
            "finds "
            "the reason in the log of slipwayd; try again later.",
            "ServiceUnavailable",
            {}};
}

}  // namespace slipway

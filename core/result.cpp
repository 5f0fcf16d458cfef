// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/result.h"

#include <array>
#include <utility>

namespace slipway {
namespace {

struct CodeInfo {
    ErrorCode code;
    std::string_view name;
    int http_status;
};

constexpr std::array<CodeInfo, 15> code_table{{
    {ErrorCode::InvalidArgument, "invalid-argument", 400},
    {ErrorCode::Unauthenticated, "unauthenticated", 401},
    {ErrorCode::PermissionDenied, "permission-denied", 403},
    {ErrorCode::NotFound, "not-found", 404},
    {ErrorCode::AlreadyExists, "already-exists", 409},
    {ErrorCode::Conflict, "conflict", 409},
    {ErrorCode::ResourceExhausted, "resource-exhausted", 429},
    {ErrorCode::TooLarge, "too-large", 413},
    {ErrorCode::Gone, "gone", 410},
    {ErrorCode::Unavailable, "unavailable", 503},
    {ErrorCode::DeadlineExceeded, "deadline-exceeded", 504},
    {ErrorCode::Canceled, "canceled", 499},
    {ErrorCode::DataLoss, "data-loss", 502},
    {ErrorCode::Unimplemented, "unimplemented", 501},
    {ErrorCode::Internal, "internal", 500},
}};

const CodeInfo& infoOf(ErrorCode code)
{
    return code_table[static_cast<std::size_t>(code)];
}

}  // namespace

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string type, std::string field)
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(type), std::move(field)});
}

std::string_view name(ErrorCode code)
{
    return infoOf(code).name;
}

int httpStatus(ErrorCode code)
{
    return infoOf(code).http_status;
}

ErrorCode errorCodeOf(int http_status)
{
    switch (http_status) {
    case 408:
        return ErrorCode::DeadlineExceeded;
    case 409:
    case 412:
        return ErrorCode::Conflict;
    case 416:
        return ErrorCode::InvalidArgument;
    case 507:
        return ErrorCode::ResourceExhausted;
    default:
        break;
    }
    for (const CodeInfo& known : code_table) {
        if (known.http_status == http_status)
            return known.code;
    }
    if (http_status >= 400 && http_status < 500)
        return ErrorCode::InvalidArgument;
    return http_status >= 500 ? ErrorCode::Unavailable : ErrorCode::Internal;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace slipway {

/// What kind of thing went wrong, as much as a caller needs to decide what to do next.
enum class ErrorCode {
    InvalidArgument,    ///< The request can never succeed as it stands.
    Unauthenticated,    ///< Nobody, or nobody we know, asked.
    PermissionDenied,   ///< Known, but not allowed.
    NotFound,           ///< Absent, or hidden from the one who asks.
    AlreadyExists,      ///< The name is taken.
    Conflict,           ///< Somebody else wrote first, or the state does not allow it now.
    ResourceExhausted,  ///< A quota, a rate or a disk is full.
    TooLarge,           ///< A size limit was passed.
    Gone,               ///< Existed, and is now out of reach for ever (a watch behind its horizon).
    Unavailable,        ///< Try again later.
    DeadlineExceeded,   ///< Took longer than the caller allowed.
    Canceled,           ///< The caller gave up.
    DataLoss,           ///< Stored or received bytes are damaged.
    Unimplemented,      ///< Valid, but not offered here.
    Internal,           ///< A defect of ours.
};

/// One failure, in words for people and in a stable name for programs.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;  ///< A whole sentence: what happened and what to do.
    std::string type;     ///< Stable machine name such as "name-taken"; the code's own name when empty.
    std::string field;    ///< The input at fault, such as "spec.flavor"; empty when there is none.
};

template <class T>
using Result = tl::expected<T, Error>;

/// An Error ready to return from a function that returns a Result.
tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string type = {},
                           std::string field = {});

/// The error of a failed result, ready to return from another.
template <class T>
tl::unexpected<Error> propagate(const Result<T>& failed)
{
    return tl::unexpected<Error>(failed.error());
}

/// The stable name of a code, such as "not-found".
std::string_view name(ErrorCode code);

/// The HTTP status that carries this code, such as 404.
int httpStatus(ErrorCode code);

/// The code that an HTTP status of a peer stands for.
ErrorCode errorCodeOf(int http_status);

}  // namespace slipway

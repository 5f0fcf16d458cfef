// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/exit_code.h"

namespace slipway::ctl {

ExitCode exitCodeOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::TooLarge:
        return ExitCode::BadInput;
    case ErrorCode::NotFound:
    case ErrorCode::Gone:
        return ExitCode::NotFound;
    case ErrorCode::Unauthenticated:
    case ErrorCode::PermissionDenied:
        return ExitCode::NotAllowed;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Conflict:
        return ExitCode::Conflict;
    case ErrorCode::Unavailable:
    case ErrorCode::DeadlineExceeded:
        return ExitCode::Unreachable;
    default:
        return ExitCode::ServerError;
    }
}

}  // namespace slipway::ctl

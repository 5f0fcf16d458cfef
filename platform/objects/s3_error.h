// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/serve/server.h"

#include <string>
#include <string_view>

namespace slipway {

/// An error whose type is one of S3's codes ("NoSuchKey"), ready to return.
tl::unexpected<Error> s3Fail(std::string_view code, std::string message);

/// The same for a failed call of the operating system, by errno: a full disk is "SlowDown", others
/// "InternalError".
tl::unexpected<Error> s3FailErrno(int error_number, std::string_view what);

/// The HTTP status of an S3 code, 500 when it is none.
int s3Status(std::string_view code);

/// The XML answer for an error; one of another layer (a bad signature) gets S3's code for it. Without a body
/// when `head_only`.
net::Response s3ErrorResponse(const Error& error, std::string_view resource, bool head_only);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/http.h"
#include "platform/objects/files/object_info.h"

#include <string>

namespace slipway {

enum class Precondition { Holds, NotModified };

/// Holds If-Match, If-None-Match, If-Modified-Since and If-Unmodified-Since, each behind `prefix` (such as
/// "x-amz-copy-source-"), against an object, in the order of RFC 9110. "PreconditionFailed" when one fails.
Result<Precondition> checkPreconditions(const net::Headers& headers, const std::string& prefix,
                                        const ObjectInfo& info);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/s3_request.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace slipway {

inline constexpr std::uint64_t largest_put = 5ull << 30;

/// Whether SHA-256 is computed though the client does not say it.
enum class HashBody { IfAsked, Always };

/// Pulls the request's body, decodes aws-chunked, and holds it against everything that the request says of
/// it. The sink gets the decoded bytes; what it got counts only when this succeeds. Returns etag, sha256 and
/// checksums.
Result<ObjectInfo> receiveBody(const S3Request& request, HashBody hash,
                               const std::function<Result<void>(std::string_view)>& sink);

/// The same for a small body that was read already: checks it and returns it decoded.
Result<std::string> receiveText(const S3Request& request);

}  // namespace slipway

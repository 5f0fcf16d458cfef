// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/s3_request.h"

namespace slipway {

/// GetObject and HeadObject: conditions, one range, and the response-* overrides.
Result<net::Response> readObject(const S3Context& context, const S3Request& request);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/s3_request.h"

namespace slipway {

/// ListBuckets: the projects that the caller sees.
Result<net::Response> listBuckets(Store& store, const S3Request& request);

/// ListObjects and, with list-type=2, ListObjectsV2.
Result<net::Response> listObjects(const S3Context& context, const S3Request& request);

}  // namespace slipway

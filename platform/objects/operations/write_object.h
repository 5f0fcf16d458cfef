// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/s3_request.h"

namespace slipway {

/// PutObject. With If-None-Match: * it never replaces. A key "code/SHA256.tar" must be the hash of its
/// content.
Result<net::Response> putObject(const S3Context& context, const S3Request& request);

/// CopyObject, within a bucket or from another that the caller may read.
Result<net::Response> copyObject(const S3Context& context, const S3Request& request);

/// DeleteObject.
Result<net::Response> deleteObject(const S3Context& context, const S3Request& request);

/// DeleteObjects: at most 1000 keys; each is answered for itself.
Result<net::Response> deleteObjects(const S3Context& context, const S3Request& request);

}  // namespace slipway

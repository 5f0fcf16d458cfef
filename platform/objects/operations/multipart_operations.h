// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/s3_request.h"

namespace slipway {

Result<net::Response> createMultipartUpload(const S3Context& context, const S3Request& request);
Result<net::Response> uploadPart(const S3Context& context, const S3Request& request);
/// UploadPartCopy: a part from an object or, with x-amz-copy-source-range, from a range of one.
Result<net::Response> copyPart(const S3Context& context, const S3Request& request);
Result<net::Response> completeMultipartUpload(const S3Context& context, const S3Request& request);
Result<net::Response> abortMultipartUpload(const S3Context& context, const S3Request& request);
Result<net::Response> listParts(const S3Context& context, const S3Request& request);
Result<net::Response> listMultipartUploads(const S3Context& context, const S3Request& request);

}  // namespace slipway

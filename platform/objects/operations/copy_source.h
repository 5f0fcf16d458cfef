// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/file_descriptor.h"
#include "core/result.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/s3_request.h"

namespace slipway {

/// What x-amz-copy-source names, "/bucket/key" or "bucket/key" percent-encoded, if the caller may read it.
Result<BucketAndKey> readCopySource(const S3Request& request);

/// The object that x-amz-copy-source names, open to read.
struct CopySource {
    BucketAndKey place;
    FileDescriptor file;
    ObjectInfo info;
};

/// Checks that the caller may read it and that the x-amz-copy-source-if-* conditions hold.
Result<CopySource> openCopySource(const S3Context& context, const S3Request& request);

/// What a copy answers: an element of that name with time and ETag of what was made.
net::Response copyResponse(const char* element, const ObjectInfo& info);

}  // namespace slipway

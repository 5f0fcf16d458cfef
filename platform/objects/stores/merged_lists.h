// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/object_backend.h"

#include <memory>
#include <vector>

namespace slipway {

using Backends = std::vector<std::shared_ptr<ObjectBackend>>;

/// ListObjects and ListObjectsV2 over several stores as if they were one; of objects with the same key the
/// first store's counts.
Result<net::Response> listAcross(const Backends& stores, const S3Request& request);

/// ListMultipartUploads over several stores.
Result<net::Response> listUploadsAcross(const Backends& stores, const S3Request& request);

}  // namespace slipway

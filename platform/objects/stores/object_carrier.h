// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/object_backend.h"
#include "platform/objects/stores/inner_request.h"

#include <cstdint>
#include <string>

namespace slipway {

/// Whose word is taken for what is said of an object beside its bytes.
enum class Description { Source, Request };

/// Reads an object, or a part of it, from one store and puts it into another while it comes. Blocks.
Result<net::Response> carry(ObjectBackend& from, const S3Request& get, ObjectBackend& to, InnerRequest& put,
                            Description description);

/// Copies an object of any size under its own key, in parts where it is large. Blocks.
Result<void> copyAcross(ObjectBackend& from, ObjectBackend& to, const std::string& bucket,
                        const std::string& key, std::uint64_t size);

/// CopyObject and UploadPartCopy between two stores, as the request asks for it. Blocks.
Result<net::Response> copyObjectAcross(ObjectBackend& from, const BucketAndKey& source, ObjectBackend& to,
                                       const S3Request& request);

}  // namespace slipway

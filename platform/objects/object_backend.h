// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/s3_request.h"

#include <optional>
#include <string>
#include <string_view>

namespace slipway {

/// Where objects lie. Requests come to it with signature, bucket and rights checked. Thread-safe.
class ObjectBackend {
public:
    virtual ~ObjectBackend() = default;

    /// Makes room for the objects of a project.
    virtual void openBucket(const std::string& bucket) = 0;

    /// An error of S3's when there can be no object of this key.
    virtual Result<void> checkKey(std::string_view key) const = 0;

    /// Whether elsewhere() may have an answer to such a request. Does not block.
    virtual bool isElsewhere(const net::RequestHead&) const { return false; }

    /// The answer that sends a caller who asks for that to where the object lies, before a body is read;
    /// nothing when the request is to be handled here. Does not block.
    virtual std::optional<net::Response> elsewhere(const S3Request&) const { return std::nullopt; }

    /// Lists of objects or uploads, and deletions of many objects.
    virtual Result<net::Response> onBucket(const S3Request& request) = 0;
    virtual Result<net::Response> onObject(const S3Request& request) = 0;
};

/// What is no operation of S3.
tl::unexpected<Error> methodNotAllowed();

}  // namespace slipway

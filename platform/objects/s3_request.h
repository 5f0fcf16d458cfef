// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/serve/server.h"
#include "platform/auth/authenticator.h"
#include "platform/store/store.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace slipway {

/// What every operation works on.
struct S3Context {
    Store& store;
    std::filesystem::path objects;  ///< DIR/objects
};

/// A request whose signature and bucket were checked.
struct S3Request {
    const net::RequestHead& head;
    Authenticated who;
    std::string bucket;            ///< Empty for the list of buckets.
    std::string key;               ///< Empty for an operation on the bucket.
    net::Request* http = nullptr;  ///< With the body; absent while only the head is there.

    bool is(std::string_view method) const { return head.method == method; }
    bool asks(std::string_view parameter) const { return find(head.query, parameter) != nullptr; }
    /// Empty when absent.
    std::string parameter(std::string_view name) const;
    std::string header(std::string_view name) const;
};

/// The bucket and key of a path-style address. "InvalidArgument" when its escapes are broken.
struct BucketAndKey {
    std::string bucket, key;
};
Result<BucketAndKey> readPath(std::string_view path);

/// Reads a whole number of at most `largest`; `otherwise` when absent. "InvalidArgument" names the parameter.
Result<std::uint64_t> numberParameter(const S3Request& request, std::string_view name,
                                      std::uint64_t otherwise, std::uint64_t largest);

}  // namespace slipway

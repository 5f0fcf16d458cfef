// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/fetch/fetcher.h"

#include <string>
#include <string_view>

namespace slipway {

/// How sentences name a store.
struct StoreName {
    std::string endpoint;  ///< "https://s3.example.org"
    std::string bucket;
    std::string region;
    std::string access_key;
};

/// The type of what a store holds against the platform itself, such as its key or its bucket.
inline constexpr std::string_view store_refuses = "store-refuses";

/// What an answer of the store that is no success means, as a sentence that says what to do. Its type is S3's
/// code where the request was at fault, "SlowDown" or "ServiceUnavailable" for what may pass by itself, and
/// else `store_refuses`, with `PermissionDenied`, `InvalidArgument` or, for a full bucket, `Unavailable`.
Error storeError(const StoreName& store, const net::FetchResponse& answer);

/// The same for a store that gave no answer.
Error storeUnreached(const Error& why);

/// What somebody who asked for an object is told of an error: "ServiceUnavailable" instead of what the store
/// holds against the platform, so that they try again; any other as it is.
Error answerFor(const Error& error);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "core/uri.h"

#include <cstdint>
#include <string>

namespace slipway {

/// How a platform and the collector in a pod of its know each other: every request bears a signature in its
/// query, since proxies on the way drop headers and change paths before this one. It covers method, path and
/// query, not the body, and is good for a few minutes.

/// Where programs of a pod reach objects through its collector, when they cannot reach them otherwise.
inline constexpr const char* store_door = "127.0.0.1:9474";
/// Where the platform connects to be there for them; only from inside the pod, as a forwarded port does. What
/// it says first is a query for this method and path.
inline constexpr const char* store_back = "127.0.0.1:9475";
inline constexpr std::uint16_t store_back_port = 9475;
inline constexpr const char* store_back_method = "BACK";
inline constexpr const char* store_back_path = "/v1/store";

/// The query for `method` and `path` ("/v1/feed"), signature included.
Result<QueryParameters> signedQuery(const std::string& method, const std::string& path,
                                    const QueryParameters& query, const std::string& key, Timestamp time);

/// `Unauthenticated`, with the reason, when the query bears no valid signature of somebody with the key.
Result<void> checkSignature(const std::string& method, const std::string& path, const QueryParameters& query,
                            const std::string& key, Timestamp time);

}  // namespace slipway

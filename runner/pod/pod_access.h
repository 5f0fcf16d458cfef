// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "core/uri.h"

#include <string>

namespace slipway {

/// How a platform and the collector in a pod of its know each other: every request bears a signature in its
/// query, since proxies on the way drop headers and change paths before this one. It covers method, path and
/// query, not the body, and is good for a few minutes.

/// The query for `method` and `path` ("/v1/feed"), signature included.
Result<QueryParameters> signedQuery(const std::string& method, const std::string& path,
                                    const QueryParameters& query, const std::string& key, Timestamp time);

/// `Unauthenticated`, with the reason, when the query bears no valid signature of somebody with the key.
Result<void> checkSignature(const std::string& method, const std::string& path, const QueryParameters& query,
                            const std::string& key, Timestamp time);

}  // namespace slipway

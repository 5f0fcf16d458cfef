// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/objects/foreign/foreign_store.h"
#include "platform/objects/s3_request.h"

#include <functional>
#include <string>
#include <vector>

namespace slipway {

/// A key of the store that it did not delete.
struct NotDeleted {
    std::string key;
    Error why;
};

/// Deletes up to a thousand objects by their whole keys; what is absent is deleted. Gives those that are
/// left.
Result<std::vector<NotDeleted>> deleteKeys(ForeignStore& store, const std::vector<std::string>& keys);

/// DeleteObjects: each key that the body names and `allowed` lets pass.
Result<net::Response> removeObjects(ForeignStore& store, const S3Request& request,
                                    const std::function<Result<void>(const std::string& key)>& allowed);

}  // namespace slipway

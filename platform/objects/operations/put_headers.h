// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/http.h"
#include "platform/objects/files/object_info.h"

namespace slipway {

/// Takes what a put says of its object: content-type and its like, and user metadata of 2 KiB at most. Wishes
/// that this server cannot keep (public access, encryption, tags, locks, other storage classes) are refused,
/// not ignored.
Result<void> takePutHeaders(const net::Headers& headers, ObjectInfo& info);

/// Gives them back with an object.
void addObjectHeaders(const ObjectInfo& info, net::Headers& headers);

/// Adds x-amz-checksum-*.
void addChecksums(const ObjectInfo& info, net::Headers& headers);

}  // namespace slipway

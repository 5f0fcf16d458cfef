// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <string>

namespace slipway {

/// What S3 says of an object beside its bytes.
struct ObjectInfo {
    std::uint64_t size_bytes = 0;
    std::int64_t modified_ns = 0;                  ///< Since the epoch.
    std::string etag;                              ///< Without quotes.
    std::string sha256;                            ///< Hex; empty when unknown.
    std::map<std::string, std::string> checksums;  ///< "crc32" and its like, base64.
    std::map<std::string, std::string> headers;    ///< "content-type", "cache-control"... as they were put.
    std::map<std::string, std::string> metadata;   ///< Without "x-amz-meta-".

    Timestamp modified() const { return Timestamp(std::chrono::milliseconds(modified_ns / 1'000'000)); }
};

/// What is known of an open file. The attribute user.slipway counts only while size and time are those of the
/// file, so that a file written in place is never described by what it was before. Such a file gets its ETag
/// here: its MD5 up to 32 MiB, kept in the attribute for the next time, else a text from its identity and
/// time that ends in
/// "-1", which no client takes for an MD5.
Result<ObjectInfo> readObjectInfo(int fd);

/// Writes everything but size and time, which it takes from the file, into the attribute. A file system
/// without attributes keeps none, and the object is then described as one written in place.
Result<void> writeObjectInfo(int fd, ObjectInfo info);

}  // namespace slipway

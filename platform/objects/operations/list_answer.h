// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"
#include "platform/objects/s3_request.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway {

/// What ListObjects and ListObjectsV2 ask for.
struct ListWish {
    bool second_version = false;
    bool url_encoded = false;
    std::string prefix, delimiter;
    std::string mark;  ///< What comes up to here was listed, or is left out.
    std::uint64_t max_keys = 1000;
};

/// One page of a list.
struct Listing {
    struct Item {
        std::string key;  ///< Of an object, or a common prefix.
        bool is_prefix = false;
        std::uint64_t size_bytes = 0;
        std::string etag;  ///< Without quotes.
        Timestamp modified{};
    };
    std::vector<Item> items;
    bool truncated = false;
    std::string last;  ///< The last key or common prefix; where the next page goes on.
};

/// "InvalidArgument" for what cannot be.
Result<ListWish> readListWish(const S3Request& request);

/// The prefix that `key` is listed under instead of by itself; empty when there is none.
std::string commonPrefix(const ListWish& wish, const std::string& key);

/// Whether the list goes on behind all keys of a common prefix.
bool isBehindPrefix(const ListWish& wish);

net::Response listAnswer(const S3Request& request, const ListWish& wish, const Listing& listing);

}  // namespace slipway

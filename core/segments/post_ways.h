// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/post_policy.h"
#include "core/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One address that takes objects by a signed form.
struct PostWay {
    std::string url;
    std::string key_prefix;  ///< Of every key; the form's "key" is this and the object's name.
    sigv4::FormFields fields;

    bool operator==(const PostWay&) const = default;
};

/// How somebody without a key of the store's may put objects there for a while.
struct PostWays {
    std::vector<PostWay> ways;  ///< The best first; each leads to the same objects.
    Timestamp expires{};

    bool operator==(const PostWays&) const = default;
};

std::string formatPostWays(const PostWays& ways);
/// `DataLoss` when it is none.
Result<PostWays> parsePostWays(std::string_view text);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/signing/post_policy.h"
#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// What a policy says of the forms that it lets in.
/// Source: the S3 page "POST Policy".
struct PostConditions {
    enum class Match { Equal, StartsWith };
    struct Rule {
        Match match = Match::Equal;
        std::string field;  ///< In lower case.
        std::string value;
    };

    Timestamp expires{};
    std::vector<Rule> rules;
    std::uint64_t smallest_bytes = 0, largest_bytes = 0;  ///< Of the file.
};

/// Reads the document that a policy is the base64 of; "InvalidPolicyDocument".
Result<PostConditions> parsePostConditions(std::string_view document);

/// "AccessDenied" with the reason when it is too late, when a rule does not hold, or when a form has a field
/// that no rule is about. Names of fields in lower case.
Result<void> checkPost(const PostConditions& conditions, const sigv4::FormFields& fields,
                       std::string_view bucket, Timestamp time);

}  // namespace slipway

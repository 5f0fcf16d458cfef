// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/preconditions.h"

#include "platform/objects/operations/http_date.h"
#include "platform/objects/s3_error.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace slipway {

namespace {

/// Whether the list of ETags, or "*", names this one.
bool names(std::string_view list, const std::string& etag)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        while (!one.empty() && one.front() == ' ')
            one.remove_prefix(1);
        while (!one.empty() && one.back() == ' ')
            one.remove_suffix(1);
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        if (one.size() >= 2 && one.front() == '"' && one.back() == '"')
            one = one.substr(1, one.size() - 2);
        if (one == "*" || one == etag)
            return true;
    }
    return false;
}

std::optional<Timestamp> dateOf(const net::Headers& headers, const std::string& name)
{
    const std::string* text = headers.find(name);
    return text ? parseHttpDate(*text) : std::nullopt;
}

}  // namespace

Result<Precondition> checkPreconditions(const net::Headers& headers, const std::string& prefix,
                                        const ObjectInfo& info)
{
    const Timestamp modified = std::chrono::floor<std::chrono::seconds>(info.modified());
    const auto failed = [] {
        return s3Fail("PreconditionFailed", "The object is not in the state that the request asks for.");
    };
    if (const std::string* match = headers.find(prefix + "if-match")) {
        if (!names(*match, info.etag))
            return failed();
    } else if (const auto date = dateOf(headers, prefix + "if-unmodified-since"); date && modified > *date) {
        return failed();
    }
    if (const std::string* none = headers.find(prefix + "if-none-match")) {
        if (names(*none, info.etag))
            return Precondition::NotModified;
    } else if (const auto date = dateOf(headers, prefix + "if-modified-since"); date && modified <= *date) {
        return Precondition::NotModified;
    }
    return Precondition::Holds;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/s3_request.h"

#include "core/uri.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace slipway {

std::string S3Request::parameter(std::string_view name) const
{
    const std::string* value = find(head.query, name);
    return value ? *value : std::string();
}

std::string S3Request::header(std::string_view name) const
{
    const std::string* value = head.headers.find(name);
    return value ? *value : std::string();
}

Result<BucketAndKey> readPath(std::string_view path)
{
    if (path.starts_with('/'))
        path.remove_prefix(1);
    const std::size_t slash = std::min(path.find('/'), path.size());
    Result<std::string> bucket = percentDecode(path.substr(0, slash));
    Result<std::string> key =
        percentDecode(slash < path.size() ? path.substr(slash + 1) : std::string_view());
    if (!bucket || !key)
        return s3Fail("InvalidArgument", "The address holds a broken percent escape.");
    return BucketAndKey{std::move(*bucket), std::move(*key)};
}

Result<std::uint64_t> numberParameter(const S3Request& request, std::string_view name,
                                      std::uint64_t otherwise, std::uint64_t largest)
{
    const std::string* text = find(request.head.query, name);
    if (!text)
        return otherwise;
    std::uint64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [at, error] = std::from_chars(text->data(), end, number);
    if (text->empty() || error != std::errc() || at != end || number > (1ull << 31) - 1)
        return s3Fail("InvalidArgument",
                      fmt::format("\"{}\" must be a whole number that is not negative.", name));
    return std::min(number, largest);
}

}  // namespace slipway

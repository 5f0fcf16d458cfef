// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/read_object.h"

#include "platform/objects/files/bucket_files.h"
#include "platform/objects/files/object_info.h"
#include "platform/objects/operations/preconditions.h"
#include "platform/objects/operations/put_headers.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace slipway {

namespace {

constexpr std::array overrides{"content-type",  "content-language",    "expires",
                               "cache-control", "content-disposition", "content-encoding"};

/// The range to send, the whole when none is asked for; writes status and Content-Range.
Result<net::ByteRange> rangeOf(const S3Request& request, std::uint64_t size, net::Response& response)
{
    bool satisfiable = true;
    const std::optional<net::ByteRange> range = net::parseRange(request.header("range"), size, satisfiable);
    if (!satisfiable)
        return s3Fail("InvalidRange", "The range lies behind the end of the object.");
    if (!range)
        return net::ByteRange{0, size == 0 ? 0 : size - 1};
    response.status = 206;
    response.headers.set("Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->last, size));
    return *range;
}

}  // namespace

Result<net::Response> readObject(const S3Context& context, const S3Request& request)
{
    Result<FileDescriptor> opened =
        BucketFiles::open(context.objects, request.bucket).and_then([&](const BucketFiles& bucket) {
            return bucket.openObject(request.key);
        });
    if (!opened)
        return propagate(opened);
    const auto file = std::make_shared<const FileDescriptor>(std::move(*opened));
    const Result<ObjectInfo> info = readObjectInfo(file->get());
    if (!info)
        return propagate(info);
    const Result<Precondition> condition = checkPreconditions(request.head.headers, {}, *info);
    if (!condition)
        return propagate(condition);
    net::Response response;
    addObjectHeaders(*info, response.headers);
    if (*condition == Precondition::NotModified) {
        response.status = 304;
        return response;
    }
    for (const char* name : overrides) {
        if (const std::string* value = find(request.head.query, fmt::format("response-{}", name)))
            response.headers.set(name, *value);
    }
    const Result<net::ByteRange> range = rangeOf(request, info->size_bytes, response);
    if (!range)
        return propagate(range);
    if (response.status == 200 && request.header("x-amz-checksum-mode") == "ENABLED")
        addChecksums(*info, response.headers);
    const std::uint64_t size = info->size_bytes == 0 ? 0 : range->last - range->first + 1;
    if (request.is("HEAD"))
        response.headers.set("Content-Length", std::to_string(size));
    else
        response.body = net::FileBody{fmt::format("/proc/self/fd/{}", file->get()), range->first, size, file};
    return response;
}

}  // namespace slipway

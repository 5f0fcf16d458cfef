// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/object_carrier.h"

#include "core/s3/s3_xml.h"
#include "core/time.h"
#include "platform/objects/operations/copy_source.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

/// Up to this size an object goes as one; larger ones in parts of it, the limits of S3 being 5 GiB and 10,000
/// parts.
constexpr std::uint64_t one_piece = 512u << 20;

constexpr std::array described{"content-type",     "cache-control",    "content-disposition",
                               "content-language", "content-encoding", "expires"};
constexpr std::string_view metadata = "x-amz-meta-";

void describe(const net::Headers& source, net::Headers& put)
{
    for (const char* name : described) {
        if (const std::string* value = source.find(name))
            put.set(name, *value);
    }
    for (const auto& [name, value] : source.all()) {
        if (net::lowerCase(name).starts_with(metadata))
            put.set(name, value);
    }
}

std::string etagOf(const net::Response& answer)
{
    const std::string* etag = answer.headers.find("etag");
    std::string text = etag == nullptr ? std::string() : *etag;
    std::erase(text, '"');
    return text;
}

Result<std::string> beginUpload(ObjectBackend& to, const std::string& bucket, const std::string& key,
                                const net::Headers& source)
{
    InnerRequest begin("POST", bucket, key, platformCaller());
    begin.head().query = {{"uploads", ""}};
    describe(source, begin.head().headers);
    return to.onObject(begin.request()).and_then(textOf).and_then(s3::readUploadId);
}

Result<s3::PartEntry> copyPart(ObjectBackend& from, ObjectBackend& to, const std::string& bucket,
                               const std::string& key, const std::string& upload, int number,
                               std::uint64_t size)
{
    const std::uint64_t first = static_cast<std::uint64_t>(number - 1) * one_piece;
    InnerRequest get("GET", bucket, key, platformCaller());
    get.head().headers.set("Range", fmt::format("bytes={}-{}", first, std::min(first + one_piece, size) - 1));
    InnerRequest put("PUT", bucket, key, platformCaller());
    put.head().query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
    return carry(from, get.request(), to, put, Description::Request).map([&](const net::Response& kept) {
        return s3::PartEntry{number, 0, etagOf(kept)};
    });
}

Result<void> copyParts(ObjectBackend& from, ObjectBackend& to, const std::string& bucket,
                       const std::string& key, const std::string& upload, std::uint64_t size)
{
    std::vector<s3::PartEntry> parts;
    const int count = static_cast<int>((size + one_piece - 1) / one_piece);
    for (int number = 1; number <= count; ++number) {
        const auto part = copyPart(from, to, bucket, key, upload, number, size);
        if (!part)
            return propagate(part);
        parts.push_back(*part);
    }
    InnerRequest complete("POST", bucket, key, platformCaller());
    complete.head().query = {{"uploadId", upload}};
    complete.setBody(s3::writeParts(parts));
    return to.onObject(complete.request()).map([](const net::Response&) {});
}

}  // namespace

Result<net::Response> carry(ObjectBackend& from, const S3Request& get, ObjectBackend& to, InnerRequest& put,
                            Description description)
{
    auto got = from.onObject(get);
    if (!got)
        return got;
    if (got->status != 200 && got->status != 206)
        return s3Fail("PreconditionFailed", "The source is not in the state that the request asks for.");
    const auto size = sizeOfBody(*got);
    if (!size)
        return propagate(size);
    if (description == Description::Source)
        describe(got->headers, put.head().headers);
    put.setBody(readBody(std::move(*got)), *size);
    return to.onObject(put.request());
}

Result<void> copyAcross(ObjectBackend& from, ObjectBackend& to, const std::string& bucket,
                        const std::string& key, std::uint64_t size)
{
    if (const auto possible = to.checkKey(key); !possible)
        return propagate(possible);
    if (size <= one_piece) {
        const InnerRequest get("GET", bucket, key, platformCaller());
        InnerRequest put("PUT", bucket, key, platformCaller());
        return carry(from, get.request(), to, put, Description::Source).map([](const net::Response&) {});
    }
    const InnerRequest look("HEAD", bucket, key, platformCaller());
    const auto head = from.onObject(look.request());
    const auto upload = head ? beginUpload(to, bucket, key, head->headers) : propagate(head);
    if (!upload)
        return propagate(upload);
    const auto copied = copyParts(from, to, bucket, key, *upload, size);
    if (!copied) {
        InnerRequest give_up("DELETE", bucket, key, platformCaller());
        give_up.head().query = {{"uploadId", *upload}};
        (void)to.onObject(give_up.request());
    }
    return copied;
}

Result<net::Response> copyObjectAcross(ObjectBackend& from, const BucketAndKey& source, ObjectBackend& to,
                                       const S3Request& request)
{
    constexpr std::string_view condition = "x-amz-copy-source-";
    InnerRequest get("GET", source.bucket, source.key, request.who.caller);
    for (const char* name :
         {"if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range"}) {
        if (const std::string value = request.header(std::string(condition) + name); !value.empty())
            get.head().headers.set(name, value);
    }
    InnerRequest put("PUT", request.bucket, request.key, request.who.caller);
    for (const char* name : {"partNumber", "uploadId"}) {
        if (request.asks(name))
            put.head().query.emplace_back(name, request.parameter(name));
    }
    const bool part = request.asks("uploadId");
    const bool replaced = request.header("x-amz-metadata-directive") == "REPLACE";
    if (replaced)
        describe(request.head.headers, put.head().headers);
    const auto kept =
        carry(from, get.request(), to, put, part || replaced ? Description::Request : Description::Source);
    if (!kept)
        return kept;
    ObjectInfo info;
    info.etag = etagOf(*kept);
    info.modified_ns = std::chrono::nanoseconds(now().time_since_epoch()).count();
    return copyResponse(part ? "CopyPartResult" : "CopyObjectResult", info);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/operations/put_headers.h"

#include "platform/objects/operations/http_date.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace slipway {

namespace {

constexpr std::array kept_headers{"content-type",     "cache-control",    "content-disposition",
                                  "content-language", "content-encoding", "expires"};
constexpr std::array refused_headers{"x-amz-server-side-encryption",
                                     "x-amz-server-side-encryption-customer-algorithm",
                                     "x-amz-tagging",
                                     "x-amz-object-lock-mode",
                                     "x-amz-object-lock-legal-hold",
                                     "x-amz-website-redirect-location",
                                     "x-amz-grant-read",
                                     "x-amz-grant-write",
                                     "x-amz-grant-full-control"};
constexpr std::string_view metadata_prefix = "x-amz-meta-";
constexpr std::size_t most_metadata = 2048;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Without "aws-chunked", which is how the body came and not what it is.
std::string storedEncoding(std::string_view value)
{
    std::string kept;
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        std::string_view word = value.substr(0, comma);
        value.remove_prefix(std::min(comma + 1, value.size()));
        while (word.starts_with(' '))
            word.remove_prefix(1);
        if (lower(std::string(word)) != "aws-chunked" && !word.empty())
            kept += (kept.empty() ? "" : ",") + std::string(word);
    }
    return kept;
}

Result<void> checkWishes(const net::Headers& headers)
{
    for (const char* name : refused_headers) {
        if (headers.find(name))
            return s3Fail("NotImplemented",
                          fmt::format("This server does not offer {}. Leave it out.", name));
    }
    const std::string* acl = headers.find("x-amz-acl");
    if (acl && *acl != "private" && *acl != "bucket-owner-full-control")
        return s3Fail("NotImplemented",
                      "Objects are seen by the members of their project; other access is not offered.");
    const std::string* storage = headers.find("x-amz-storage-class");
    if (storage && *storage != "STANDARD")
        return s3Fail("InvalidStorageClass", "The only storage class here is STANDARD.");
    return {};
}

}  // namespace

Result<void> takePutHeaders(const net::Headers& headers, ObjectInfo& info)
{
    if (const Result<void> wishes = checkWishes(headers); !wishes)
        return wishes;
    for (const char* name : kept_headers) {
        const std::string* value = headers.find(name);
        const std::string text = !value                                         ? ""
                                 : std::string_view(name) == "content-encoding" ? storedEncoding(*value)
                                                                                : *value;
        if (!text.empty())
            info.headers.insert_or_assign(name, text);
    }
    std::size_t bytes = 0;
    for (const auto& [name, value] : headers.all()) {
        const std::string field = lower(name);
        if (!field.starts_with(metadata_prefix))
            continue;
        bytes += field.size() - metadata_prefix.size() + value.size();
        info.metadata.insert_or_assign(field.substr(metadata_prefix.size()), value);
    }
    if (bytes > most_metadata)
        return s3Fail("InvalidArgument", "The metadata of an object may have 2 KiB at most.");
    return {};
}

void addObjectHeaders(const ObjectInfo& info, net::Headers& headers)
{
    headers.set("ETag", "\"" + info.etag + "\"");
    headers.set("Last-Modified", formatHttpDate(info.modified()));
    headers.set("Accept-Ranges", "bytes");
    headers.set("Content-Type", "binary/octet-stream");
    for (const char* name :
         kept_headers) {  // Others, written into the attribute by a job, are not ours to send.
        if (const auto kept = info.headers.find(name); kept != info.headers.end())
            headers.set(name, kept->second);
    }
    for (const auto& [name, value] : info.metadata)
        headers.set(std::string(metadata_prefix) + name, value);
}

void addChecksums(const ObjectInfo& info, net::Headers& headers)
{
    for (const auto& [name, value] : info.checksums)
        headers.set("x-amz-checksum-" + name, value);
}

}  // namespace slipway

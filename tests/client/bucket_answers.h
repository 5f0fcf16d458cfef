// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hash.h"
#include "tests/client/fake_platform.h"

#include <fmt/format.h>

#include <map>
#include <string>

namespace slipway {

/// What an S3 server answers, as FakeBucket needs it.
inline net::Response xml(int status, std::string body)
{
    return answer(status, std::move(body), "application/xml");
}

inline net::Response problem(int status, const char* type)
{
    return answer(status, fmt::format(R"({{"type":"{}","detail":"A sentence."}})", type),
                  "application/problem+json");
}

inline std::string escaped(const std::string& text)
{
    std::string safe;
    for (const char c : text)
        safe += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return safe;
}

inline std::string md5(const std::string& bytes)
{
    Md5 digest;
    digest.update(bytes);
    return hex(digest.finish());
}

inline net::Response objectList(const std::map<std::string, std::string>& objects, const std::string& prefix)
{
    std::string body = "<ListBucketResult>";
    for (const auto& [key, bytes] : objects)
        if (key.starts_with(prefix))
            body += fmt::format("<Contents><Key>{}</Key><Size>{}</Size><ETag>\"{}\"</ETag></Contents>",
                                escaped(key), bytes.size(), md5(bytes));
    return xml(200, body + "</ListBucketResult>");
}

/// `keys` are by upload id.
inline net::Response uploadList(const std::map<std::string, std::string>& keys)
{
    std::string body = "<ListMultipartUploadsResult>";
    for (const auto& [id, key] : keys)
        body += fmt::format("<Upload><Key>{}</Key><UploadId>{}</UploadId></Upload>", escaped(key), id);
    return xml(200, body + "</ListMultipartUploadsResult>");
}

inline net::Response partList(const std::map<int, std::string>& parts)
{
    std::string body = "<ListPartsResult>";
    for (const auto& [number, bytes] : parts)
        body += fmt::format("<Part><PartNumber>{}</PartNumber><Size>{}</Size><ETag>\"{}\"</ETag></Part>",
                            number, bytes.size(), md5(bytes));
    return xml(200, body + "</ListPartsResult>");
}

}  // namespace slipway

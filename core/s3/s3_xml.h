// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What S3 answers in XML, as much as an uploader reads. Pure; anything that is no such document is
/// `DataLoss`. Source: ListObjectsV2, ListParts, ListMultipartUploads and "REST Error Responses" of the S3
/// API reference.
namespace slipway::s3 {

/// Asked for in a request, and offered in an answer: bodies of objects go straight to the store behind
/// slipwayd, whose address the answer 307 then tells.
inline constexpr std::string_view direct_header = "x-slipway-direct";

struct ObjectEntry {
    std::string key;
    std::uint64_t size_bytes = 0;
    std::string etag;  ///< Without quotes.
    std::optional<Timestamp> modified = {};
};
struct ObjectPage {
    std::vector<ObjectEntry> objects;
    std::string next_token;  ///< Empty on the last page.
};
Result<ObjectPage> readObjectPage(std::string_view xml);

struct PartEntry {
    int number = 0;
    std::uint64_t size_bytes = 0;
    std::string etag;  ///< Without quotes.
};
struct PartPage {
    std::vector<PartEntry> parts;
    std::string next_marker;  ///< Empty on the last page.
};
Result<PartPage> readPartPage(std::string_view xml);

struct UploadEntry {
    std::string key;
    std::string upload_id;
};
Result<std::vector<UploadEntry>> readUploads(std::string_view xml);

/// The upload id in the answer to CreateMultipartUpload.
Result<std::string> readUploadId(std::string_view xml);

/// The body of CompleteMultipartUpload.
std::string writeParts(const std::vector<PartEntry>& parts);

struct Problem {
    std::string code;
    std::string message;
};
/// Empty members when `xml` is no error document.
Problem readProblem(std::string_view xml);

}  // namespace slipway::s3

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/files/file_store.h"
#include "core/s3/s3_xml.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What servers say of files, as the client's types. Pure.
namespace slipway {

struct FilePage {
    std::vector<FileItem> items;
    std::string cursor;
};

/// A page of GET .../files; anything else is `DataLoss`. Names that cannot be one are left out.
Result<FilePage> readFilePage(std::string_view body);

/// 1000 of "bytes 0-99/1000" or "bytes */1000".
std::optional<std::uint64_t> sizeOfRange(std::string_view content_range);

/// Objects below a prefix as a directory shows them: what has no further slash is a file, the rest are
/// directories, each with the size of all below it and its newest time.
std::vector<FileItem> directoryOf(const std::vector<s3::ObjectEntry>& objects, std::string_view prefix);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// One file of a dataset that is there with its size and without its content.
struct DatasetFile {
    std::uint64_t inode = 0;
    std::uint64_t size_bytes = 0;
    std::string_view etag;
    std::string_view place;  ///< Below the directory of datasets: "NAME/sub/file".
    std::string_view key;    ///< Of its object.

    bool operator==(const DatasetFile&) const = default;
};

/// Which files wait for their content, as whoever laid them out left it to whoever fetches them. Made for
/// millions: beside the text it keeps 32 bytes a file.
class FileTable {
public:
    /// Appends a file to a table's text.
    static void append(const DatasetFile& file, std::string& text);
    /// `DataLoss` for what append() did not write.
    static Result<FileTable> parse(std::string text);

    /// In the order of append().
    std::size_t size() const { return rows_.size(); }
    DatasetFile at(std::size_t index) const;
    /// Which one has this inode.
    std::optional<std::size_t> find(std::uint64_t inode) const;

private:
    struct Row {
        std::uint64_t inode = 0, size_bytes = 0;
        std::uint64_t begin = 0;  ///< Of its texts.
    };
    std::string text_;
    std::vector<Row> rows_;
    std::vector<std::uint32_t> by_inode_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// The bytes of a log as they came, and where its rows begin: four bytes of index a row.
///
/// Rows end at a line feed. A line longer than `kMaxRowBytes` goes on in further rows, cut between
/// characters, so that no row costs much to show and nothing is left out.
class LogBuffer {
public:
    static constexpr std::size_t kMaxRowBytes = 16384;

    void append(std::string_view bytes);
    void clear();

    std::uint64_t sizeBytes() const { return size_; }
    std::size_t rowCount() const { return rows_; }
    /// Lines, however many rows each takes.
    std::size_t lineCount() const { return rows_ - continued_.size(); }

    /// Whether the last row's line feed has come, so that it will not change.
    bool lastRowIsComplete() const { return at_line_start_; }

    /// Whether this row goes on with the line of the row above.
    bool continuesLine(std::size_t row) const;
    /// Number of the row's line, from 1.
    std::size_t lineNumber(std::size_t row) const;

    /// The row's bytes without its line end.
    std::string rowBytes(std::size_t row) const;
    /// As a terminal would show it: see displayText().
    QString rowText(std::size_t row) const;

    /// Bytes from `offset` on, at most `limit`.
    std::string bytes(std::uint64_t offset, std::size_t limit) const;
    std::uint64_t rowOffset(std::size_t row) const;

private:
    void startRow(std::uint64_t offset, bool continues);
    void scan(std::string_view bytes);

    static constexpr std::size_t kChunkBytes = 1 << 20;
    static constexpr std::size_t kRowsPerBlock = 1024;

    struct RowBlock {
        std::uint64_t base = 0;
        std::vector<std::uint32_t> starts;  ///< Offsets from base.
    };

    std::vector<std::string> chunks_;
    std::vector<RowBlock> blocks_;
    std::vector<std::size_t> continued_;  ///< Rows that continue a line, ascending.
    std::uint64_t size_ = 0;
    std::size_t rows_ = 0;
    std::uint64_t row_start_ = 0;
    bool at_line_start_ = true;
};

}  // namespace slipway

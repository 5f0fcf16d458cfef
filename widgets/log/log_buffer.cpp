// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_buffer.h"

#include "widgets/log/log_text.h"

#include <algorithm>

namespace slipway {

namespace {

bool continuesCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

constexpr std::size_t kLongestTail = 3;  // Continuation bytes of one UTF-8 character.

}  // namespace

void LogBuffer::append(std::string_view bytes)
{
    scan(bytes);
    size_ += bytes.size();
    while (!bytes.empty()) {
        if (chunks_.empty() || chunks_.back().size() == kChunkBytes)
            chunks_.emplace_back();
        const std::size_t room = std::min(kChunkBytes - chunks_.back().size(), bytes.size());
        chunks_.back().append(bytes.substr(0, room));
        bytes.remove_prefix(room);
    }
}

void LogBuffer::clear()
{
    *this = LogBuffer();
}

void LogBuffer::scan(std::string_view bytes)
{
    std::size_t i = 0;
    while (i < bytes.size()) {
        if (at_line_start_)
            startRow(size_ + i, false);
        const auto in_row = static_cast<std::size_t>(size_ + i - row_start_);
        const std::size_t room = in_row < kMaxRowBytes ? kMaxRowBytes - in_row : 1;
        const std::size_t feed = bytes.substr(i, room).find('\n');
        if (feed != std::string_view::npos) {
            at_line_start_ = true;
            i += feed + 1;
        } else if (in_row < kMaxRowBytes) {
            i = std::min(bytes.size(), i + room);
        } else if (continuesCharacter(bytes[i]) && in_row < kMaxRowBytes + kLongestTail) {
            ++i;
        } else {
            startRow(size_ + i, true);
        }
    }
}

void LogBuffer::startRow(std::uint64_t offset, bool continues)
{
    if (rows_ % kRowsPerBlock == 0)
        blocks_.push_back({offset, {}});
    blocks_.back().starts.push_back(static_cast<std::uint32_t>(offset - blocks_.back().base));
    if (continues)
        continued_.push_back(rows_);
    ++rows_;
    row_start_ = offset;
    at_line_start_ = false;
}

bool LogBuffer::continuesLine(std::size_t row) const
{
    return std::binary_search(continued_.begin(), continued_.end(), row);
}

std::size_t LogBuffer::lineNumber(std::size_t row) const
{
    const auto behind = std::upper_bound(continued_.begin(), continued_.end(), row);
    return row + 1 - static_cast<std::size_t>(behind - continued_.begin());
}

std::uint64_t LogBuffer::rowOffset(std::size_t row) const
{
    if (row >= rows_)
        return size_;
    const RowBlock& block = blocks_[row / kRowsPerBlock];
    return block.base + block.starts[row % kRowsPerBlock];
}

std::string LogBuffer::rowBytes(std::size_t row) const
{
    const std::uint64_t begin = rowOffset(row);
    std::string text = bytes(begin, static_cast<std::size_t>(rowOffset(row + 1) - begin));
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.ends_with('\r'))
        text.pop_back();
    return text;
}

QString LogBuffer::rowText(std::size_t row) const
{
    return displayText(rowBytes(row));
}

std::string LogBuffer::bytes(std::uint64_t offset, std::size_t limit) const
{
    std::string result;
    limit = offset < size_ ? static_cast<std::size_t>(std::min<std::uint64_t>(limit, size_ - offset)) : 0;
    while (result.size() < limit) {
        const std::uint64_t at = offset + result.size();
        const std::string& chunk = chunks_[static_cast<std::size_t>(at / kChunkBytes)];
        result.append(chunk, static_cast<std::size_t>(at % kChunkBytes), limit - result.size());
    }
    return result;
}

}  // namespace slipway

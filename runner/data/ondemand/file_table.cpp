// SPDX-License-Identifier: GPL-3.0-or-later
#include "runner/data/ondemand/file_table.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>

namespace slipway {

namespace {

/// A row is five fields, each with this after it; no name of a file can hold it.
constexpr char field_end = '\0';

std::optional<std::string_view> takeField(std::string_view& text)
{
    const std::size_t end = text.find(field_end);
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(end + 1);
    return field;
}

std::optional<std::uint64_t> takeNumber(std::string_view& text)
{
    const auto field = takeField(text);
    std::uint64_t value = 0;
    if (!field)
        return std::nullopt;
    const auto [end, error] = std::from_chars(field->data(), field->data() + field->size(), value);
    const bool good = error == std::errc() && end == field->data() + field->size();
    return good ? std::optional(value) : std::nullopt;
}

}  // namespace

void FileTable::append(const DatasetFile& file, std::string& text)
{
    for (const std::uint64_t number : {file.inode, file.size_bytes})
        text.append(std::to_string(number)).push_back(field_end);
    for (const std::string_view field : {file.etag, file.place, file.key})
        text.append(field).push_back(field_end);
}

Result<FileTable> FileTable::parse(std::string text)
{
    FileTable table;
    table.text_ = std::move(text);
    std::string_view left = table.text_;
    while (!left.empty()) {
        const auto inode = takeNumber(left);
        const auto size = takeNumber(left);
        const std::size_t begin = table.text_.size() - left.size();
        const bool whole = inode && size && takeField(left) && takeField(left) && takeField(left);
        if (!whole || table.rows_.size() == std::numeric_limits<std::uint32_t>::max())
            return fail(ErrorCode::DataLoss, "The list of the datasets' files is damaged.");
        table.rows_.push_back({*inode, *size, begin});
    }
    table.by_inode_.resize(table.rows_.size());
    std::iota(table.by_inode_.begin(), table.by_inode_.end(), 0U);
    std::sort(table.by_inode_.begin(), table.by_inode_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return table.rows_[a].inode < table.rows_[b].inode; });
    return table;
}

DatasetFile FileTable::at(std::size_t index) const
{
    const Row& row = rows_[index];
    std::string_view texts = std::string_view(text_).substr(row.begin);
    DatasetFile file{row.inode, row.size_bytes, {}, {}, {}};
    for (std::string_view* field : {&file.etag, &file.place, &file.key})
        *field = takeField(texts).value_or(std::string_view());
    return file;
}

std::optional<std::size_t> FileTable::find(std::uint64_t inode) const
{
    const auto found = std::lower_bound(
        by_inode_.begin(), by_inode_.end(), inode,
        [&](std::uint32_t index, std::uint64_t wanted) { return rows_[index].inode < wanted; });
    const bool same = found != by_inode_.end() && rows_[*found].inode == inode;
    return same ? std::optional<std::size_t>(*found) : std::nullopt;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/files/directory_json.h"

#include "core/hash.h"
#include "core/resources/json/member_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace slipway {

namespace {

constexpr std::array<const char*, 4> kinds{"file", "directory", "link", "other"};

Json asJson(const FileEntry& entry)
{
    Json json{{"name", entry.name},
              {"kind", kinds[static_cast<std::size_t>(entry.kind)]},
              {"size_bytes", entry.size_bytes},
              {"modified", formatTimestamp(entry.modified)}};
    if (entry.kind == FileEntry::Kind::Link)
        json["target"] = entry.target;
    return json;
}

Result<FileEntry> readEntry(const Json& json)
{
    FileEntry entry;
    std::string kind;
    std::int64_t size_bytes = 0;
    std::optional<Timestamp> modified;
    MemberReader reader(json, "", MemberReader::Unknown::Ignored);
    reader.text("name", entry.name);
    reader.text("kind", kind);
    reader.text("target", entry.target);
    reader.integer("size_bytes", size_bytes, 0, std::numeric_limits<std::int64_t>::max());
    reader.time("modified", modified);
    if (auto read = reader.finish(); !read)
        return propagate(read);
    const auto found = std::find(kinds.begin(), kinds.end(), kind);
    if (found == kinds.end() || entry.name.empty())
        return fail(ErrorCode::InvalidArgument, "A file has a name and a kind.", "bad-value", "kind");
    entry.kind = static_cast<FileEntry::Kind>(found - kinds.begin());
    entry.size_bytes = static_cast<std::uint64_t>(size_bytes);
    entry.modified = modified.value_or(Timestamp());
    return entry;
}

}  // namespace

Json asJson(const DirectoryPage& page)
{
    Json items = Json::array();
    for (const FileEntry& entry : page.entries)
        items.push_back(asJson(entry));
    return {{"items", std::move(items)}, {"cursor", hex(page.cursor)}};
}

Result<DirectoryPage> readDirectoryPage(const Json& json)
{
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, "A directory is an object.", "bad-value");
    std::string cursor;
    MemberReader reader(json, "", MemberReader::Unknown::Ignored);
    reader.text("cursor", cursor);
    DirectoryPage page;
    for (const Json* item : reader.children("items")) {
        auto entry = readEntry(*item);
        if (!entry)
            return propagate(entry);
        page.entries.push_back(std::move(*entry));
    }
    if (auto read = reader.finish(); !read)
        return propagate(read);
    auto name = readCursor(cursor);
    if (!name)
        return propagate(name);
    page.cursor = std::move(*name);
    return page;
}

Result<std::string> readCursor(const std::string& text)
{
    const auto name = unhex(text);
    if (!name)
        return fail(ErrorCode::InvalidArgument, "The cursor is none that an earlier page gave.", "bad-cursor",
                    "cursor");
    return std::string(name->begin(), name->end());
}

}  // namespace slipway

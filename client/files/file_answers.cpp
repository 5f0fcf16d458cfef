// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/files/file_answers.h"

#include "core/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>

namespace slipway {

namespace {

tl::unexpected<Error> badPage()
{
    return fail(ErrorCode::DataLoss,
                "The server's answer is no list of files. Check that client and server are of "
                "about the same version.",
                "bad-answer");
}

FileItem::Kind kindOf(const std::string& word)
{
    if (word == "file")
        return FileItem::Kind::File;
    if (word == "directory")
        return FileItem::Kind::Directory;
    return word == "link" ? FileItem::Kind::Link : FileItem::Kind::Other;
}

bool isName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

std::string text(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<FilePage> readFilePage(std::string_view body)
{
    const auto json = parseJson(body);
    if (!json || !json->is_object() || !json->contains("items") || !(*json)["items"].is_array())
        return badPage();
    FilePage page{{}, text(*json, "cursor")};
    for (const Json& item : (*json)["items"]) {
        if (!item.is_object())
            return badPage();
        FileItem read{text(item, "name"), kindOf(text(item, "kind")), 0,
                      parseTimestamp(text(item, "modified")).value_or(Timestamp{}), text(item, "target")};
        if (const auto size = item.find("size_bytes"); size != item.end() && size->is_number_unsigned())
            read.size_bytes = size->get<std::uint64_t>();
        if (isName(read.name))
            page.items.push_back(std::move(read));
    }
    return page;
}

std::optional<std::uint64_t> sizeOfRange(std::string_view content_range)
{
    const std::size_t slash = content_range.rfind('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = content_range.substr(slash + 1);
    std::uint64_t size = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size() && !digits.empty();
    return whole ? std::optional(size) : std::nullopt;
}

std::vector<FileItem> directoryOf(const std::vector<s3::ObjectEntry>& objects, std::string_view prefix)
{
    std::map<std::string, FileItem> items;
    for (const s3::ObjectEntry& object : objects) {
        if (!std::string_view(object.key).starts_with(prefix))
            continue;
        const std::string_view rest = std::string_view(object.key).substr(prefix.size());
        const std::size_t slash = rest.find('/');
        const std::string name(rest.substr(0, slash));
        if (!isName(name))
            continue;
        const bool below = slash != std::string_view::npos;
        // An object may have the name of a directory beside it; the directory stands for both then.
        FileItem& item = items[name];
        item.name = name;
        if (below)
            item.kind = FileItem::Kind::Directory;
        item.size_bytes += object.size_bytes;
        item.modified = std::max(item.modified, object.modified.value_or(Timestamp{}));
    }
    std::vector<FileItem> listed;
    for (auto& [name, item] : items)
        listed.push_back(std::move(item));
    return listed;
}

}  // namespace slipway

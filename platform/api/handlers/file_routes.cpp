// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hash.h"
#include "core/json.h"
#include "platform/api/handlers/file_place.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace slipway {

namespace {

Json asJson(const FileEntry& entry)
{
    static constexpr std::array<const char*, 4> kinds{"file", "directory", "link", "other"};
    Json json{{"name", entry.name},
              {"kind", kinds[static_cast<std::size_t>(entry.kind)]},
              {"size_bytes", entry.size_bytes},
              {"modified", formatTimestamp(entry.modified)}};
    if (entry.kind == FileEntry::Kind::Link)
        json["target"] = entry.target;
    return json;
}

/// The cursor is a name in hex, since names may be any bytes.
Result<std::string> cursorOf(const Call& call)
{
    const std::string* given = call.query("cursor");
    if (given == nullptr)
        return std::string();
    auto name = unhex(*given);
    if (!name)
        return fail(ErrorCode::InvalidArgument, "The cursor is none that an earlier page gave.", "bad-cursor",
                    "cursor");
    return std::string(name->begin(), name->end());
}

net::Response fileResponse(OpenedFile opened, const net::RequestHead& head)
{
    net::Response response;
    response.headers.set("Content-Type", "application/octet-stream");
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Accept-Ranges", "bytes");
    response.headers.set("Slipway-File-Size", std::to_string(opened.size_bytes));
    bool satisfiable = true;
    const auto* wanted = head.headers.find("range");
    const auto range = net::parseRange(wanted ? *wanted : std::string(), opened.size_bytes, satisfiable);
    if (!satisfiable) {
        response.headers.set("Content-Range", fmt::format("bytes */{}", opened.size_bytes));
        response.status = 416;
        return response;
    }
    const std::uint64_t first = range ? range->first : 0;
    const std::uint64_t size = range ? range->last - range->first + 1 : opened.size_bytes;
    if (range) {
        response.status = 206;
        response.headers.set("Content-Range",
                             fmt::format("bytes {}-{}/{}", range->first, range->last, opened.size_bytes));
    }
    const auto file = std::make_shared<const FileDescriptor>(std::move(opened.file));
    response.body = net::FileBody{fmt::format("/proc/self/fd/{}", file->get()), first, size, file};
    return response;
}

}  // namespace

Result<net::Response> listFiles(ApiContext& context, const Call& call)
{
    const auto place = findFiles(context, call);
    if (!place)
        return propagate(place);
    const std::string* text = call.query("path");
    const auto path = parseFilePath(text ? *text : std::string());
    const auto limit = call.number("limit", 500, 1, 1000);
    const auto cursor = cursorOf(call);
    if (!path)
        return propagate(path);
    if (!limit || !cursor)
        return limit ? propagate(cursor) : propagate(limit);
    const auto page = place->tree.list(*path, *cursor, static_cast<std::size_t>(*limit));
    if (!page)
        return propagate(page);
    Json items = Json::array();
    for (const FileEntry& entry : page->entries)
        items.push_back(asJson(entry));
    return jsonResponse(200, dumpJson({{"items", std::move(items)}, {"cursor", hex(page->cursor)}}));
}

Result<net::Response> readFile(ApiContext& context, const Call& call)
{
    const auto place = findFiles(context, call);
    if (!place)
        return propagate(place);
    auto opened =
        parseFilePath(call.path.file).and_then([&](const FilePath& path) { return place->tree.read(path); });
    if (!opened)
        return propagate(opened);
    return fileResponse(std::move(*opened), call.request.head);
}

}  // namespace slipway

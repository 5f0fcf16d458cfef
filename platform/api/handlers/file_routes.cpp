// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "platform/api/handlers/file_place.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/files/directory_json.h"

#include <nlohmann/json.hpp>

namespace slipway {

Result<net::Response> listFiles(ApiContext& context, const Call& call)
{
    const auto place = findFiles(context, call);
    if (!place)
        return propagate(place);
    const std::string* text = call.query("path");
    const auto path = parseFilePath(text ? *text : std::string());
    const auto limit = call.number("limit", 500, 1, 1000);
    const std::string* after = call.query("cursor");
    const auto cursor = readCursor(after ? *after : std::string());
    if (!path)
        return propagate(path);
    if (!limit || !cursor)
        return limit ? propagate(cursor) : propagate(limit);
    return place->files->list(*path, *cursor, static_cast<std::size_t>(*limit))
        .map([](const DirectoryPage& page) { return jsonResponse(200, dumpJson(asJson(page))); });
}

Result<net::Response> readFile(ApiContext& context, const Call& call)
{
    const auto place = findFiles(context, call);
    if (!place)
        return propagate(place);
    const auto path = parseFilePath(call.path.file);
    if (!path)
        return propagate(path);
    const auto* range = call.request.head.headers.find("range");
    auto response = place->files->read(*path, range ? *range : std::string());
    if (!response)
        return propagate(response);
    response->headers.set("Content-Type", "application/octet-stream");
    response->headers.set("X-Content-Type-Options", "nosniff");
    return response;
}

}  // namespace slipway

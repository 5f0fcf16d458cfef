// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/rows.h"

#include "core/json.h"
#include "platform/store/database.h"

#include <nlohmann/json.hpp>

#include <cctype>

namespace slipway {

namespace {

Result<std::map<std::string, std::string>> readLabels(std::string_view text)
{
    std::map<std::string, std::string> labels;
    if (text == "{}")
        return labels;
    auto json = parseJson(text);
    if (!json || !json->is_object())
        return fail(ErrorCode::DataLoss, "The database holds labels that cannot be read.");
    for (const auto& [key, value] : json->items()) {
        if (value.is_string())
            labels.emplace(key, value.get<std::string>());
    }
    return labels;
}

/// The one resource that the query finds; `missing` when it finds none.
Result<Resource> single(Query& query, const std::string& missing)
{
    if (query.next())
        return readResourceRow(query);
    if (auto read = query.finish(); !read)
        return propagate(read);
    return fail(ErrorCode::NotFound, missing, "not-found");
}

}  // namespace

std::int64_t milliseconds(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp timestamp(std::int64_t milliseconds)
{
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

std::string spokenName(Kind kind)
{
    std::string spoken;
    for (const char letter : info(kind).name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isupper(byte) && !spoken.empty())
            spoken += ' ';
        spoken += static_cast<char>(std::tolower(byte));
    }
    return spoken;
}

ResourceText resourceTextOf(const Query& row, Kind kind)
{
    ResourceText resource;
    resource.kind = kind;
    resource.id = row.view(0);
    resource.project = row.view(2);
    resource.name = row.view(3);
    resource.owner = row.view(4);
    resource.labels = row.view(5);
    resource.generation = row.number(6);
    resource.version = row.number(7);
    resource.created = timestamp(row.number(8));
    if (const auto deleting = row.optionalNumber(9))
        resource.deleting = timestamp(*deleting);
    resource.spec = row.view(10);
    resource.status = row.view(11);
    return resource;
}

Result<Resource> readResourceRow(const Query& row)
{
    const auto kind = kindNamed(row.view(1));
    if (!kind)
        return fail(ErrorCode::DataLoss,
                    "The database holds a resource of unknown kind \"" + row.text(1) + "\".");
    const ResourceText text = resourceTextOf(row, *kind);
    auto labels = readLabels(text.labels);
    if (!labels)
        return propagate(labels);
    return Resource{.kind = text.kind,
                    .id = ResourceId(std::string(text.id)),
                    .project = std::string(text.project),
                    .name = std::string(text.name),
                    .labels = std::move(*labels),
                    .generation = text.generation,
                    .version = text.version,
                    .spec = std::string(text.spec),
                    .status = std::string(text.status),
                    .owner = std::string(text.owner),
                    .created = text.created,
                    .deleting = text.deleting};
}

Result<Resource> findResource(Database& database, Kind kind, std::string_view project, std::string_view name)
{
    static const std::string sql = std::string("SELECT ") + resource_columns +
                                   " FROM resources WHERE kind = ? AND project = ? AND name = ?";
    Query query(database, sql);
    query.bind(info(kind).name).bind(project).bind(name);
    std::string missing = "There is no " + spokenName(kind) + " \"" + std::string(name) + "\"";
    missing += project.empty() ? "." : " in project \"" + std::string(project) + "\".";
    return single(query, missing);
}

Result<Resource> findResource(Database& database, const ResourceId& id)
{
    static const std::string sql = std::string("SELECT ") + resource_columns + " FROM resources WHERE id = ?";
    Query query(database, sql);
    query.bind(id.text());
    return single(query, "There is no resource with the id \"" + id.text() + "\".");
}

Result<std::optional<std::string>> findRecord(Database& database, std::string_view space,
                                              std::string_view key)
{
    Query query(database, "SELECT value FROM records WHERE space = ? AND key = ?");
    query.bind(space).bind(key);
    if (query.next())
        return query.text(0);
    if (auto read = query.finish(); !read)
        return propagate(read);
    return std::nullopt;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/store/listing.h"

#include "core/hash.h"
#include "core/json.h"
#include "core/resources/json/resource_text.h"
#include "platform/store/database.h"
#include "platform/store/rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

namespace slipway {

namespace {

/// Where a page ended: the next one starts behind this pair in the order of lists.
struct Position {
    std::int64_t created = 0;
    std::string id;
};

std::string formatCursor(std::int64_t created, std::string_view id)
{
    return base64(std::to_string(created) + ":" + std::string(id));
}

Result<Position> readCursor(const std::string& cursor)
{
    const auto bad =
        fail(ErrorCode::InvalidArgument,
             "The cursor is not one that a list gave. Start again without a cursor.", "bad-cursor", "cursor");
    const auto text = unbase64(cursor);
    if (!text)
        return bad;
    Position position;
    const auto* end = text->data() + text->size();
    const auto [colon, error] = std::from_chars(text->data(), end, position.created);
    if (error != std::errc() || colon == end || *colon != ':')
        return bad;
    position.id.assign(colon + 1, end);
    return position;
}

std::string listSql(const ListQuery& query)
{
    std::string sql = std::string("SELECT ") + resource_columns + " FROM resources WHERE kind = ?";
    if (!query.project.empty())
        sql += " AND project = ?";
    if (query.projects)
        sql += " AND project IN (SELECT value FROM json_each(?))";
    if (query.names)
        sql += " AND name IN (SELECT value FROM json_each(?))";
    if (query.owner)
        sql += " AND owner = ?";
    if (!query.phases.empty())
        sql += " AND phase IN (SELECT value FROM json_each(?))";
    for (std::size_t i = 0; i < query.labels.size(); ++i)
        sql += " AND id IN (SELECT resource FROM labels WHERE key = ? AND value = ?)";
    if (!query.cursor.empty())
        sql += " AND (created, id) < (?, ?)";
    return sql + " ORDER BY created DESC, id DESC LIMIT ?";
}

std::int64_t boundedLimit(std::size_t limit)
{
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int64_t>(std::min(limit, most));
}

}  // namespace

namespace {

/// Fills in what the query of listSql() leaves open.
Result<void> bindList(Query& query, const ListQuery& list)
{
    query.bind(info(list.kind).name);
    if (!list.project.empty())
        query.bind(list.project);
    if (list.projects)
        query.bind(dumpJson(Json(*list.projects)));
    if (list.names)
        query.bind(dumpJson(Json(*list.names)));
    if (list.owner)
        query.bind(*list.owner);
    if (!list.phases.empty())
        query.bind(dumpJson(Json(list.phases)));
    for (const auto& [key, value] : list.labels)
        query.bind(key).bind(value);
    if (!list.cursor.empty()) {
        const auto position = readCursor(list.cursor);
        if (!position)
            return propagate(position);
        query.bind(position->created).bind(position->id);
    }
    query.bind(boundedLimit(list.limit) + 1);
    return {};
}

}  // namespace

Result<Page> listResources(Database& database, const ListQuery& list)
{
    Query query(database, listSql(list));
    if (auto bound = bindList(query, list); !bound)
        return propagate(bound);
    Page page;
    while (query.next()) {
        if (page.items.size() == list.limit) {
            if (!page.items.empty())
                page.cursor =
                    formatCursor(milliseconds(page.items.back().created), page.items.back().id.text());
            break;
        }
        auto resource = readResourceRow(query);
        if (!resource)
            return propagate(resource);
        page.items.push_back(std::move(*resource));
    }
    if (auto read = query.finish(); !read)
        return propagate(read);
    return page;
}

Result<ListedText> listResourceTexts(Database& database, const ListQuery& list)
{
    Query query(database, listSql(list));
    if (auto bound = bindList(query, list); !bound)
        return propagate(bound);
    ListedText page;
    std::int64_t created = 0;
    std::string id;
    for (std::size_t count = 0; query.next(); ++count) {
        if (count == list.limit) {
            if (count > 0)
                page.cursor = formatCursor(created, id);
            break;
        }
        const ResourceText resource = resourceTextOf(query, list.kind);
        if (count > 0)
            page.items += ',';
        appendResource(page.items, resource);
        created = milliseconds(resource.created);
        id = resource.id;
    }
    if (auto read = query.finish(); !read)
        return propagate(read);
    return page;
}

namespace {

/// Each text with its length, so that no two questions read the same.
void add(std::string& question, std::string_view text)
{
    question.append(std::to_string(text.size())).append(":").append(text);
}

void add(std::string& question, const std::vector<std::string>& texts)
{
    add(question, std::to_string(texts.size()));
    for (const std::string& text : texts)
        add(question, text);
}

template <class Value>
void add(std::string& question, const std::optional<Value>& value)
{
    question += value ? '+' : '-';
    if (value)
        add(question, *value);
}

}  // namespace

std::string questionOf(const ListQuery& query)
{
    std::string question;
    add(question, info(query.kind).name);
    add(question, query.project);
    add(question, query.projects);
    add(question, query.names);
    add(question, query.owner);
    add(question, std::to_string(query.labels.size()));
    for (const auto& [key, value] : query.labels) {
        add(question, key);
        add(question, value);
    }
    add(question, query.phases);
    add(question, std::to_string(query.limit));
    add(question, query.cursor);
    return question;
}

namespace {

Result<std::vector<Change>> updatesAfter(Database& database, std::int64_t since, std::int64_t limit)
{
    static const std::string sql = std::string("SELECT ") + resource_columns +
                                   " FROM resources WHERE version > ? ORDER BY version LIMIT ?";
    Query query(database, sql);
    query.bind(since).bind(limit);
    std::vector<Change> changes;
    while (query.next()) {
        auto resource = readResourceRow(query);
        if (!resource)
            return propagate(resource);
        const auto version = resource->version;
        changes.push_back({version, false, std::move(*resource)});
    }
    if (auto read = query.finish(); !read)
        return propagate(read);
    return changes;
}

Result<std::vector<Change>> removalsAfter(Database& database, std::int64_t since, std::int64_t limit)
{
    Query query(database, "SELECT version, kind, id, project, name, owner FROM tombstones WHERE version > ? "
                          "ORDER BY version LIMIT ?");
    query.bind(since).bind(limit);
    std::vector<Change> changes;
    while (query.next()) {
        Change change{query.number(0), true, {}};
        change.resource.kind = kindNamed(query.text(1)).value_or(Kind::Job);
        change.resource.id = ResourceId(query.text(2));
        change.resource.project = query.text(3);
        change.resource.name = query.text(4);
        change.resource.owner = query.text(5);
        change.resource.version = change.version;
        changes.push_back(std::move(change));
    }
    if (auto read = query.finish(); !read)
        return propagate(read);
    return changes;
}

}  // namespace

Result<std::vector<Change>> listChanges(Database& database, std::int64_t since, std::size_t limit)
{
    auto updates = updatesAfter(database, since, boundedLimit(limit));
    if (!updates)
        return updates;
    auto removals = removalsAfter(database, since, boundedLimit(limit));
    if (!removals)
        return removals;
    std::vector<Change> changes;
    std::merge(std::make_move_iterator(updates->begin()), std::make_move_iterator(updates->end()),
               std::make_move_iterator(removals->begin()), std::make_move_iterator(removals->end()),
               std::back_inserter(changes),
               [](const Change& a, const Change& b) { return a.version < b.version; });
    if (changes.size() > limit)
        changes.resize(limit);
    return changes;
}

Result<std::vector<AuditEntry>> listAudit(Database& database, const std::optional<std::string>& user,
                                          const std::optional<std::string>& resource, std::int64_t before,
                                          std::size_t limit)
{
    std::string sql =
        "SELECT sequence, time, user, access_key, action, resource, detail FROM audit WHERE sequence < ?";
    sql += user ? " AND user = ?" : "";
    sql += resource ? " AND resource = ?" : "";
    Query query(database, sql + " ORDER BY sequence DESC LIMIT ?");
    query.bind(before > 0 ? before : std::numeric_limits<std::int64_t>::max());
    if (user)
        query.bind(*user);
    if (resource)
        query.bind(*resource);
    query.bind(boundedLimit(limit));
    std::vector<AuditEntry> entries;
    while (query.next()) {
        entries.push_back({query.number(0), timestamp(query.number(1)), query.text(2), query.text(3),
                           query.text(4), query.text(5), query.text(6)});
    }
    if (auto read = query.finish(); !read)
        return propagate(read);
    return entries;
}

}  // namespace slipway

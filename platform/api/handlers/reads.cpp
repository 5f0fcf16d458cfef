// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "platform/api/api_context.h"
#include "platform/api/requests/access.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/api/requests/quick_reads.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::int64_t max_page = 1000;
constexpr std::size_t max_filters = 16;

std::vector<std::string> projectsOf(const Caller& caller)
{
    std::vector<std::string> projects;
    for (const auto& [project, role] : caller.roles)
        projects.push_back(project);
    return projects;
}

/// Narrows a list to what the caller may see.
void narrow(ListQuery& query, const Call& call)
{
    if (call.caller.administrator)
        return;
    if (query.kind == Kind::Project)
        query.names = projectsOf(call.caller);
    else if (query.kind == Kind::AccessKey)
        query.owner = call.caller.user;
    else if (info(query.kind).scope == NameScope::Project && query.project.empty())
        query.projects = projectsOf(call.caller);
}

Result<void> readFilters(const Call& call, ListQuery& query)
{
    for (const auto& [parameter, value] : call.request.head.query) {
        if (parameter == "phase")
            query.phases.push_back(value);
        if (parameter != "label")
            continue;
        const std::size_t equals = value.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::InvalidArgument, "label must read KEY=VALUE.", "bad-parameter", "label");
        query.labels.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    }
    if (query.phases.size() + query.labels.size() > max_filters)
        return fail(ErrorCode::InvalidArgument, fmt::format("Give at most {} filters.", max_filters),
                    "too-many-filters");
    return {};
}

Result<ListQuery> readQuery(const Call& call)
{
    ListQuery query;
    query.kind = call.kind();
    query.project = call.project();
    const auto limit = call.number("limit", 500, 1, max_page);
    if (!limit)
        return propagate(limit);
    query.limit = static_cast<std::size_t>(*limit);
    if (const auto* cursor = call.query("cursor"))
        query.cursor = *cursor;
    if (const auto* owner = call.query("owner"))
        query.owner = *owner;
    if (auto filters = readFilters(call, query); !filters)
        return propagate(filters);
    narrow(query, call);
    return query;
}

}  // namespace

Result<net::Response> listResources(ApiContext& context, const Call& call)
{
    const auto query = readQuery(call);
    if (!query)
        return propagate(query);
    const std::int64_t version = context.store.version(query->kind);
    const auto page = context.store.listText(*query);
    if (!page)
        return propagate(page);
    std::string body;
    body.reserve(page->items->size() + page->cursor.size() + 64);
    body.append("{\"items\":[").append(*page->items);
    body += fmt::format("],\"cursor\":\"{}\",\"version\":{}}}", page->cursor, page->version);
    context.quick_reads.note(call.request.head.target, call.caller.access_key, query->kind, version,
                             body.size());
    return jsonResponse(200, std::move(body));
}

Result<net::Response> getResource(ApiContext& context, const Call& call)
{
    const auto resource = findTarget(context.store, call);
    if (!resource)
        return propagate(resource);
    auto response = jsonResponse(200, formatResource(*resource));
    response.headers.set("ETag", fmt::format("\"{}\"", resource->generation));
    return response;
}

Result<net::Response> listHistory(ApiContext& context, const Call& call)
{
    const auto resource = findTarget(context.store, call);
    if (!resource)
        return propagate(resource);
    const auto limit = call.number("limit", 100, 1, max_page);
    if (!limit)
        return propagate(limit);
    const auto entries =
        context.store.auditEntries({}, call.resourcePath(), 0, static_cast<std::size_t>(*limit));
    if (!entries)
        return propagate(entries);
    Json items = Json::array();
    for (const AuditEntry& entry : *entries) {
        if (entry.time < resource->created)
            break;  // Of another that had the same name before.
        items.push_back({{"time", formatTimestamp(entry.time)},
                         {"user", entry.user},
                         {"action", entry.action},
                         {"detail", entry.detail}});
    }
    return jsonResponse(200, dumpJson({{"items", std::move(items)}}));
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json.h"
#include "platform/api/api_context.h"
#include "platform/api/handlers/platform_gauges.h"
#include "platform/api/requests/call.h"
#include "platform/api/requests/handlers.h"
#include "platform/api/requests/problem.h"
#include "platform/control/controllers.h"
#include "platform/metrics/metrics.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace slipway {

Result<net::Response> showAccount(ApiContext& context, const Call& call)
{
    Json roles = Json::object();
    for (const auto& [project, role] : call.caller.roles)
        roles[project] = name(role);
    const Json account{{"user", call.caller.user},
                       {"administrator", call.caller.administrator},
                       {"access_key", call.caller.access_key},
                       {"roles", std::move(roles)},
                       {"server_version", context.options.server_version},
                       {"s3_endpoint", context.options.s3_endpoint}};
    return jsonResponse(200, dumpJson(account));
}

Result<net::Response> listQueue(ApiContext& context, const Call& call)
{
    Json items = Json::array();
    const std::map<ResourceId, StartForecast> starts = context.controllers.forecast();
    for (const WaitingWorkload& waiting : context.controllers.queue()) {
        if (!call.caller.may(Role::Viewer, waiting.project))
            continue;
        Json item{{"project", waiting.project},
                  {"kind", waiting.kind},
                  {"name", waiting.name},
                  {"owner", waiting.owner},
                  {"position", waiting.position},
                  {"gpus", waiting.gpus},
                  {"reason", waiting.reason},
                  {"message", waiting.message},
                  {"since", formatTimestamp(waiting.since)}};
        const auto start = starts.find(waiting.workload);
        if (start != starts.end() && start->second.latest)
            item["start_by"] = formatTimestamp(*start->second.latest);
        else
            item["start_unknown"] = name(start == starts.end() ? StartUnknown::TooFar : start->second.why);
        items.push_back(std::move(item));
    }
    return jsonResponse(200, dumpJson({{"items", std::move(items)}}));
}

Result<net::Response> listAuditEntries(ApiContext& context, const Call& call)
{
    const auto limit = call.number("limit", 100, 1, 1000);
    if (!limit)
        return propagate(limit);
    const auto before = call.number("before", 0, 0, std::numeric_limits<std::int64_t>::max());
    if (!before)
        return propagate(before);
    std::optional<std::string> user;
    if (!call.caller.administrator)
        user = call.caller.user;
    else if (const auto* asked = call.query("user"))
        user = *asked;
    const auto entries = context.store.auditEntries(user, {}, *before, static_cast<std::size_t>(*limit));
    if (!entries)
        return propagate(entries);
    Json items = Json::array();
    for (const AuditEntry& entry : *entries)
        items.push_back({{"sequence", entry.sequence},
                         {"time", formatTimestamp(entry.time)},
                         {"user", entry.user},
                         {"access_key", entry.access_key},
                         {"action", entry.action},
                         {"resource", entry.resource},
                         {"detail", entry.detail}});
    return jsonResponse(200, dumpJson({{"items", std::move(items)}}));
}

Result<net::Response> checkHealth(ApiContext& context, const Call&)
{
    if (const auto read = context.store.record("health", "check"); !read)
        return propagate(read);
    return jsonResponse(200, dumpJson({{"status", "ok"}, {"version", context.options.server_version}}));
}

Result<net::Response> showMetrics(ApiContext& context, const Call&)
{
    auto response = jsonResponse(200, context.metrics.text() + platformGauges(context));
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/workload_records.h"

#include "platform/control/workloads/status_events.h"
#include "platform/control/workloads/task_starts.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

std::string textOf(const WorkloadStatus& status)
{
    return dumpJson(write(status));
}

Result<void> setReleased(Resource& resource)
{
    Result<Json> spec = parseJson(resource.spec);
    if (!spec || !spec->is_object())
        return fail(ErrorCode::DataLoss, "The spec of " + pathOf(resource) + " is not a JSON object.");
    if (spec->value("released", false))
        return {};
    (*spec)["released"] = true;
    resource.spec = dumpJson(*spec);
    ++resource.generation;
    return {};
}

}  // namespace

WorkloadStatus readStatus(const Resource& workload)
{
    const Result<Json> json = parseJson(workload.status);
    if (!json)
        return {};
    return readWorkloadStatus(*json).value_or(WorkloadStatus());
}

Result<void> writeStatus(Store& store, const Resource& seen, StatusWrite change)
{
    change.status.observed_generation = seen.generation;
    const WorkloadStatus before = readStatus(seen);
    if (!change.give_up && textOf(change.status) == textOf(before))
        return {};
    if (change.action.empty()) {
        if (std::optional<StatusEvent> event = eventOf(before, change.status)) {
            change.action = std::move(event->action);
            change.detail = std::move(event->detail);
        }
    }
    return store.write([&](Transaction& transaction) -> Result<void> {
        Result<Resource> newest = transaction.get(seen.id);
        if (!newest)
            return propagate(newest);
        if (change.give_up && newest->generation == seen.generation) {
            if (const Result<void> set = setReleased(*newest); !set)
                return set;
            change.status.observed_generation = newest->generation;
        }
        newest->status = textOf(change.status);
        const Result<Resource> updated = transaction.update(*newest);
        if (!updated)
            return propagate(updated);
        if (change.action.empty())
            return {};
        AuditEntry entry;
        entry.time = now();
        entry.action = change.action;
        entry.resource = pathOf(seen);
        entry.detail = change.detail;
        return transaction.audit(entry);
    });
}

Result<void> writeMessage(Store& store, const Resource& seen, const std::string& message)
{
    Result<Json> status = parseJson(seen.status);
    if (!status || !status->is_object())
        status = Json::object();
    if (status->value("message", std::string()) == message)
        return {};
    (*status)["message"] = message;
    const Result<Resource> written = modify(store, seen.id, [&](Resource& resource) -> Result<void> {
        resource.status = dumpJson(*status);
        return {};
    });
    return written ? Result<void>() : propagate(written);
}

Result<std::string> activeUser(Store& store, const std::string& project,
                               const std::function<bool(const Resource&)>& uses)
{
    return firstUser(store, project, {"Starting", "Running", "Stopping"}, uses);
}

Result<std::string> firstUser(Store& store, const std::string& project,
                              const std::vector<std::string>& phases,
                              const std::function<bool(const Resource&)>& uses)
{
    for (const Kind kind : {Kind::Environment, Kind::Job}) {
        ListQuery query;
        query.kind = kind;
        query.project = project;
        query.phases = phases;
        do {
            const Result<Page> page = store.list(query);
            if (!page)
                return propagate(page);
            for (const Resource& workload : page->items) {
                if (uses(workload))
                    return pathOf(workload);
            }
            query.cursor = page->cursor;
        } while (!query.cursor.empty());
    }
    return std::string();
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/project_controller.h"

#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>

namespace slipway {

Result<NextLook> ProjectController::reconcile(const Resource& project)
{
    if (project.deleting)
        return remove(project);
    return context_.objects.prepare(project.name).map([] { return NextLook(); });
}

Result<NextLook> ProjectController::remove(const Resource& project)
{
    for (const Kind kind : {Kind::Environment, Kind::Job, Kind::Dataset, Kind::Volume}) {
        ListQuery query;
        query.kind = kind;
        query.project = project.name;
        query.limit = 1;
        const Result<Page> page = context_.store.list(query);
        if (!page)
            return propagate(page);
        if (page->items.empty())
            continue;
        const std::string message = fmt::format("It is deleted once its {} are; {} is still there.",
                                                info(kind).plural, page->items[0].name);
        return writeMessage(context_.store, project, message).map([] {
            return NextLook{std::nullopt, true};
        });
    }
    const Result<bool> gone = removeAll(Kind::Template, project.name)
                                  .and_then([&] { return removeAll(Kind::Member, project.name); })
                                  .and_then([&] { return removeObjects(project.name); });
    if (!gone)
        return propagate(gone);
    if (!*gone)
        return NextLook{std::chrono::milliseconds(200), false};
    return context_.store.write([&](Transaction& transaction) { return transaction.remove(project.id); })
        .map([] { return NextLook(); });
}

Result<bool> ProjectController::removeObjects(const std::string& project)
{
    if (!context_.options.stores)
        return context_.objects.remove(project, {});
    bool all = true;
    for (const std::string& store : context_.options.stores->names()) {
        const Result<bool> gone = context_.objectsIn(store).and_then(
            [&](ProjectObjects* there) { return there->remove(project, {}); });
        if (!gone)
            return gone;
        all = all && *gone;
    }
    return all;
}

Result<void> ProjectController::removeAll(Kind kind, const std::string& project)
{
    ListQuery query;
    query.kind = kind;
    query.project = project;
    while (true) {
        const Result<Page> page = context_.store.list(query);
        if (!page)
            return propagate(page);
        if (page->items.empty())
            return {};
        const Result<void> removed = context_.store.write([&](Transaction& transaction) -> Result<void> {
            for (const Resource& resource : page->items) {
                if (const Result<void> one = transaction.remove(resource.id); !one)
                    return one;
            }
            return {};
        });
        if (!removed)
            return removed;
    }
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/project_controller.h"

#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>

namespace slipway {

namespace fs = std::filesystem;

Result<NextLook> ProjectController::reconcile(const Resource& project)
{
    if (project.deleting)
        return remove(project);
    const fs::path bucket = context_.options.objects_directory / project.name;
    std::error_code error;
    if (fs::create_directories(bucket, error))
        fs::permissions(bucket, fs::perms::owner_all, error);
    if (error)
        return fail(ErrorCode::Unavailable,
                    fmt::format("The bucket {} could not be made: {}.", bucket.string(), error.message()));
    return NextLook();
}

Result<NextLook> ProjectController::remove(const Resource& project)
{
    for (const Kind kind : {Kind::Environment, Kind::Job, Kind::Dataset}) {
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
    return removeMembers(project.name)
        .and_then([&] { return context_.trash.discard(context_.options.objects_directory / project.name); })
        .and_then([&] {
            return context_.store.write(
                [&](Transaction& transaction) { return transaction.remove(project.id); });
        })
        .map([] { return NextLook(); });
}

Result<void> ProjectController::removeMembers(const std::string& project)
{
    ListQuery query;
    query.kind = Kind::Member;
    query.project = project;
    while (true) {
        const Result<Page> page = context_.store.list(query);
        if (!page)
            return propagate(page);
        if (page->items.empty())
            return {};
        const Result<void> removed = context_.store.write([&](Transaction& transaction) -> Result<void> {
            for (const Resource& member : page->items) {
                if (const Result<void> one = transaction.remove(member.id); !one)
                    return one;
            }
            return {};
        });
        if (!removed)
            return removed;
    }
}

}  // namespace slipway

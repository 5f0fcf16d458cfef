// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/clusters/cluster_controller.h"

#include "platform/control/clusters/cluster_keeper.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds while_connecting{250};
constexpr std::chrono::milliseconds usually{5'000};

}  // namespace

Result<NextLook> ClusterController::reconcile(const Resource& cluster)
{
    if (!context_.options.clusters)
        return NextLook();
    context_.options.clusters->keep(cluster);
    if (cluster.deleting)
        return remove(cluster);
    const ClusterStatus status = context_.options.clusters->standing(cluster);
    const NextLook next{status.phase == "Connecting" ? while_connecting : usually, false};
    const std::string text = dumpJson(write(status));
    if (text == cluster.status)
        return next;
    return modify(context_.store, cluster.id,
                  [&](Resource& resource) -> Result<void> {
                      resource.status = text;
                      return {};
                  })
        .map([&](const Resource&) { return next; });
}

Result<NextLook> ClusterController::remove(const Resource& cluster)
{
    const Result<std::string> kept = keptThere(cluster.name);
    if (!kept)
        return propagate(kept);
    if (!kept->empty()) {
        const std::string message =
            fmt::format("It takes nothing new, and is removed once what it keeps is deleted: {}.", *kept);
        return writeMessage(context_.store, cluster, message).map([] { return NextLook{usually, true}; });
    }
    return context_.options.clusters->drop(cluster)
        .and_then([&] {
            return context_.store.write(
                [&](Transaction& transaction) { return transaction.remove(cluster.id); });
        })
        .map([] { return NextLook(); });
}

Result<std::string> ClusterController::keptThere(const std::string& cluster)
{
    std::string kept;
    for (const Kind kind : {Kind::Environment, Kind::Job}) {
        ListQuery query;
        query.kind = kind;
        std::size_t count = 0;
        std::string example;
        do {
            const Result<Page> page = context_.store.list(query);
            if (!page)
                return propagate(page);
            for (const Resource& workload : page->items) {
                if (readStatus(workload).cluster != cluster)
                    continue;
                ++count;
                example = workload.project + "/" + workload.name;
            }
            query.cursor = page->cursor;
        } while (!query.cursor.empty());
        if (count > 0)
            kept += fmt::format("{}{} {} such as {}", kept.empty() ? "" : " and ", count, info(kind).plural,
                                example);
    }
    return kept;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/clusters/cluster_controller.h"

#include "platform/control/clusters/cluster_keeper.h"
#include "platform/control/data/kept_resources.h"
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
    return writeStatusText(context_.store, cluster, dumpJson(write(status))).map([&] { return next; });
}

Result<NextLook> ClusterController::remove(const Resource& cluster)
{
    const Result<std::string> kept =
        describeKept(context_.store, {Kind::Environment, Kind::Job},
                     [&](const Resource& workload) { return readStatus(workload).cluster == cluster.name; });
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

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/store_controller.h"

#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/specs.h"
#include "platform/control/data/kept_resources.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds while_connecting{250};
constexpr std::chrono::milliseconds usually{5'000};

/// Whether something of the resource lies in the store, or is to.
bool keeps(const Resource& resource, const std::string& store)
{
    if (resource.kind == Kind::Cluster)
        return parseJson(resource.spec).and_then(readClusterSpec).value_or(ClusterSpec()).store == store;
    if (resource.kind == Kind::Job)
        return readStatus(resource).store == store;
    const DatasetSpec spec = parseJson(resource.spec).and_then(readDatasetSpec).value_or(DatasetSpec());
    const DatasetStatus status =
        parseJson(resource.status).and_then(readDatasetStatus).value_or(DatasetStatus());
    return spec.store == store ||
           std::find(spec.copies.begin(), spec.copies.end(), store) != spec.copies.end() ||
           std::any_of(status.copies.begin(), status.copies.end(),
                       [&](const DatasetCopy& copy) { return copy.store == store; });
}

}  // namespace

Result<NextLook> StoreController::reconcile(const Resource& store)
{
    if (!context_.options.stores)
        return NextLook();
    context_.options.stores->keep(store);
    if (store.deleting)
        return remove(store);
    const StoreStatus status = context_.options.stores->standing(store);
    const NextLook next{status.phase == "Connecting" ? while_connecting : usually, false};
    return writeStatusText(context_.store, store, dumpJson(write(status))).map([&] { return next; });
}

Result<NextLook> StoreController::remove(const Resource& store)
{
    const Result<std::string> kept =
        describeKept(context_.store, {Kind::Cluster, Kind::Dataset, Kind::Job},
                     [&](const Resource& resource) { return keeps(resource, store.name); });
    if (!kept)
        return propagate(kept);
    if (!kept->empty()) {
        const std::string message = fmt::format("It is removed once what it keeps is deleted: {}.", *kept);
        return writeMessage(context_.store, store, message).map([] { return NextLook{usually, true}; });
    }
    return context_.options.stores->drop(store)
        .and_then([&] {
            return context_.store.write(
                [&](Transaction& transaction) { return transaction.remove(store.id); });
        })
        .map([] { return NextLook(); });
}

}  // namespace slipway

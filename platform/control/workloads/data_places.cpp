// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/data_places.h"

#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

std::vector<std::string> datasetsOf(const Resource& workload)
{
    const Json spec = parseJson(workload.spec).value_or(Json::object());
    return workload.kind == Kind::Job ? readJobSpec(spec).value_or(JobSpec()).datasets
                                      : readEnvironmentSpec(spec).value_or(EnvironmentSpec()).datasets;
}

Result<std::string> storeOfCluster(Store& store, const std::string& cluster)
{
    const auto resource = store.get(Kind::Cluster, {}, cluster);
    if (!resource && resource.error().code == ErrorCode::NotFound)
        return std::string();
    return resource.and_then([](const Resource& found) { return parseJson(found.spec); })
        .and_then(readClusterSpec)
        .map([](const ClusterSpec& spec) { return spec.store; });
}

std::string noticeOf(const std::string& dataset, const std::vector<std::string>& stores,
                     const WorkloadStatus& status)
{
    return fmt::format(
        "The dataset \"{0}\" lies in the store \"{1}\", and not in \"{2}\" beside the cluster \"{3}\", so "
        "its files come from afar. Copy it: slipwayctl dataset copy {0} {2}.",
        dataset, fmt::join(stores, "\", \""), storeName(status.store), status.cluster);
}

}  // namespace

Result<void> showDataPlaces(Store& store, const Resource& workload, WorkloadStatus& status)
{
    const auto near = storeOfCluster(store, status.cluster);
    if (!near)
        return propagate(near);
    status.store = *near;
    status.notice.clear();
    for (const std::string& name : datasetsOf(workload)) {
        const auto dataset = store.get(Kind::Dataset, workload.project, name);
        const auto data =
            dataset ? parseJson(dataset->status).and_then(readDatasetStatus) : propagate(dataset);
        if (!data)
            continue;
        const std::vector<std::string> stores = storesOf(*data);
        if (std::find(stores.begin(), stores.end(), storeName(*near)) != stores.end())
            continue;
        status.notice = noticeOf(name, stores, status);
        break;
    }
    return {};
}

}  // namespace slipway

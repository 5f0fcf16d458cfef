// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/objects/stores/key_routes.h"

#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/object_store.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/auth/task_keys.h"
#include "platform/objects/s3_error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::string_view datasets = "datasets/";
constexpr std::string_view jobs = "jobs/";

/// NAME of "datasets/NAME/..." or "jobs/NAME/..."; empty when the key has none.
std::string_view ownerName(std::string_view key)
{
    const std::size_t begin = key.starts_with(datasets) ? datasets.size()
                              : key.starts_with(jobs)   ? jobs.size()
                                                        : 0;
    const std::size_t end = begin == 0 ? key.npos : key.find('/', begin);
    return end == key.npos ? std::string_view() : key.substr(begin, end - begin);
}

WorkloadStatus statusOf(const Resource& workload)
{
    return parseJson(workload.status).and_then(readWorkloadStatus).value_or(WorkloadStatus());
}

}  // namespace

Result<Resource> KeyRoutes::ownerOf(const std::string& project, std::string_view key) const
{
    const std::string_view name = ownerName(key);
    if (name.empty())
        return fail(ErrorCode::NotFound, "The key names no resource.");
    return resources_.get(key.starts_with(jobs) ? Kind::Job : Kind::Dataset, project, name);
}

std::string KeyRoutes::nearest(const Caller& caller) const
{
    const auto task = readTaskKey(caller.access_key);
    const auto workload = task ? resources_.get(task->workload) : fail(ErrorCode::NotFound, "No task asks.");
    if (!workload)
        return std::string(home_store);
    const auto cluster = resources_.get(Kind::Cluster, {}, statusOf(*workload).cluster);
    if (!cluster)
        return std::string(home_store);
    return storeName(parseJson(cluster->spec).and_then(readClusterSpec).value_or(ClusterSpec()).store);
}

Result<std::vector<std::string>> KeyRoutes::storesOf(const Caller& caller, const Resource& owner) const
{
    if (owner.kind == Kind::Job)
        return std::vector{storeName(statusOf(owner).store)};
    const auto status = parseJson(owner.status).and_then(readDatasetStatus);
    if (!status)
        return propagate(status);
    std::vector<std::string> stores = slipway::storesOf(*status);
    if (stores.size() > 1)
        std::stable_partition(stores.begin(), stores.end(),
                              [near = nearest(caller)](const std::string& store) { return store == near; });
    return stores;
}

Result<std::vector<std::string>> KeyRoutes::readable(const Caller& caller, const std::string& project,
                                                     std::string_view key) const
{
    const auto owner = ownerOf(project, key);
    if (owner)
        return storesOf(caller, *owner);
    if (owner.error().code != ErrorCode::NotFound)
        return propagate(owner);
    return std::vector<std::string>{std::string(home_store)};
}

Result<std::string> KeyRoutes::writable(const Caller& caller, const std::string& project,
                                        std::string_view key) const
{
    const auto owner = ownerOf(project, key);
    if (!owner) {
        if (owner.error().code != ErrorCode::NotFound)
            return propagate(owner);
        return std::string(home_store);
    }
    if (owner->kind == Kind::Dataset)
        return parseJson(owner->spec).and_then(readDatasetSpec).map([](const DatasetSpec& spec) {
            return storeName(spec.store);
        });
    const WorkloadStatus status = statusOf(*owner);
    if (caller.task && status.cluster.empty())
        return s3Fail(
            "SlowDown",
            fmt::format("Where the job \"{}\" runs is not known yet. Try again in a moment.", owner->name));
    return storeName(status.store);
}

Result<std::vector<std::string>> KeyRoutes::readableBelow(const Caller& caller, const std::string& project,
                                                          std::string_view prefix) const
{
    const bool several = prefix.starts_with(datasets) || prefix.starts_with(jobs) ||
                         datasets.starts_with(prefix) || jobs.starts_with(prefix);
    if (several && ownerName(prefix).empty())
        return std::vector<std::string>();
    return readable(caller, project, prefix);
}

}  // namespace slipway

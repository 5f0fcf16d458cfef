// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/requests/references.h"

#include "core/json.h"
#include "core/resources/cluster.h"
#include "core/resources/specs.h"
#include "platform/control/controllers.h"
#include "platform/control/data/mounted_volumes.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace slipway {

namespace {

/// How many names an error lists.
constexpr std::size_t shown_choices = 20;

Result<std::string> choices(Store& store, Kind kind, const std::string& project)
{
    ListQuery query;
    query.kind = kind;
    query.project = project;
    query.limit = shown_choices;
    const auto page = store.list(query);
    if (!page)
        return propagate(page);
    std::set<std::string> names;
    for (const Resource& resource : page->items)
        if (!resource.deleting)
            names.insert(resource.name);
    if (names.empty())
        return std::string("There is none yet; make one first.");
    return fmt::format("Choose one of: {}{}", fmt::join(names, ", "), page->cursor.empty() ? "." : ", ...");
}

/// The resource that a member of a spec names.
Result<Resource> named(Store& store, Kind kind, const std::string& project, const std::string& name,
                       const std::string& member)
{
    auto resource = store.get(kind, project, name);
    if (resource && !resource->deleting)
        return resource;
    if (!resource && resource.error().code != ErrorCode::NotFound)
        return resource;
    const auto listed = choices(store, kind, project);
    if (!listed)
        return propagate(listed);
    std::string word(info(kind).name);
    word.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(word.front())));
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} \"{}\" does not exist. {}", info(kind).name, name, *listed),
                "unknown-" + word, "spec." + member);
}

Result<void> checkMachine(Store& store, const std::string& flavor, const std::string& image,
                          const std::string& cluster)
{
    if (auto found = named(store, Kind::Flavor, {}, flavor, "flavor"); !found)
        return propagate(found);
    if (auto found = named(store, Kind::Image, {}, image, "image"); !found)
        return propagate(found);
    if (cluster.empty())
        return {};
    return named(store, Kind::Cluster, {}, cluster, "cluster").map([](const Resource&) {});
}

Result<void> checkDatasets(Store& store, const std::string& project, const std::vector<std::string>& names)
{
    for (const std::string& name : names) {
        const auto dataset = named(store, Kind::Dataset, project, name, "datasets");
        if (!dataset)
            return propagate(dataset);
        const auto json = parseJson(dataset->spec);
        const auto spec = json.and_then(readDatasetSpec);
        if (!spec)
            return propagate(spec);
        if (!spec->sealed)
            return fail(
                ErrorCode::InvalidArgument,
                fmt::format("The dataset \"{}\" is still being uploaded. Wait until it is ready.", name),
                "dataset-not-ready", "spec.datasets");
    }
    return {};
}

Result<void> checkVolumes(Store& store, const Resource& workload)
{
    for (const VolumeMountSpec& mount : mountsOf(workload)) {
        const auto resource = named(store, Kind::Volume, workload.project, mount.name, "volumes");
        const auto volume = resource.and_then(volumeOf);
        if (!volume)
            return propagate(volume);
        if (auto allowed = checkMayMount(*volume, workload); !allowed)
            return allowed;
    }
    return {};
}

Result<void> checkEnvironment(Store& store, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readEnvironmentSpec);
    if (!spec)
        return propagate(spec);
    if (auto machine = checkMachine(store, spec->flavor, spec->image, spec->cluster); !machine)
        return machine;
    return checkDatasets(store, resource.project, spec->datasets).and_then([&] {
        return checkVolumes(store, resource);
    });
}

Result<void> checkJob(Store& store, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readJobSpec);
    if (!spec)
        return propagate(spec);
    if (auto machine = checkMachine(store, spec->flavor, spec->image, spec->cluster); !machine)
        return machine;
    if (!spec->environment.empty()) {
        const auto environment =
            named(store, Kind::Environment, resource.project, spec->environment, "environment");
        if (!environment)
            return propagate(environment);
    }
    return checkDatasets(store, resource.project, spec->datasets).and_then([&] {
        return checkVolumes(store, resource);
    });
}

Result<void> checkVolume(Store& store, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readVolumeSpec);
    if (!spec || spec->cluster.empty())
        return spec ? Result<void>() : propagate(spec);
    return named(store, Kind::Cluster, {}, spec->cluster, "cluster").map([](const Resource&) {});
}

Result<void> checkStore(Store& store, const std::string& name, const std::string& member)
{
    if (name.empty())
        return {};
    return named(store, Kind::Store, {}, name, member).map([](const Resource&) {});
}

Result<void> checkDataset(Store& store, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readDatasetSpec);
    auto found = spec ? checkStore(store, spec->store, "store") : propagate(spec);
    for (std::size_t at = 0; found && at < spec->copies.size(); ++at)
        found = checkStore(store, spec->copies[at], "copies");
    return found;
}

Result<void> checkCluster(Store& store, const Resource& resource)
{
    const auto spec = parseJson(resource.spec).and_then(readClusterSpec);
    return spec ? checkStore(store, spec->store, "store") : propagate(spec);
}

}  // namespace

Result<void> checkReferences(Store& store, const Resource& resource)
{
    if (resource.kind == Kind::Environment)
        return checkEnvironment(store, resource);
    if (resource.kind == Kind::Job)
        return checkJob(store, resource);
    if (resource.kind == Kind::Volume)
        return checkVolume(store, resource);
    if (resource.kind == Kind::Dataset)
        return checkDataset(store, resource);
    if (resource.kind == Kind::Cluster)
        return checkCluster(store, resource);
    return {};
}

Result<WorkloadStatus> preview(const Controllers& controllers, const Resource& workload)
{
    auto status = controllers.preview(workload);
    if (!status && status.error().type == "never-fits") {
        const Json spec = parseJson(workload.spec).value_or(Json::object());
        status.error().message =
            fmt::format("No machine can hold the flavor \"{}\". {} Choose a smaller flavor.",
                        spec.value("flavor", std::string()), status.error().message);
        status.error().field = "spec.flavor";
    }
    return status;
}

}  // namespace slipway

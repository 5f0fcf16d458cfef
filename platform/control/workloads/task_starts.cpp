// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/task_starts.h"

#include "core/resources/replicas.h"
#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/control/data/dataset_prefix.h"
#include "platform/control/data/mounted_volumes.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

template <class Spec>
Result<Spec> readSpec(const Resource& resource, Result<Spec> (*read)(const Json&))
{
    const Result<Json> json = parseJson(resource.spec);
    if (!json)
        return propagate(json);
    return read(*json);
}

/// The named resource; absent or on its way out is `InvalidArgument` of type "unknown-KIND".
Result<Resource> lookUp(Store& store, Kind kind, std::string_view project, const std::string& name,
                        std::string_view word)
{
    Result<Resource> found = store.get(kind, project, name);
    if (found ? found->deleting.has_value() : found.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::InvalidArgument, fmt::format("The {} \"{}\" does not exist.", word, name),
                    fmt::format("unknown-{}", word), fmt::format("spec.{}", word));
    }
    return found;
}

Result<void> applyFlavor(Store& store, const std::string& name, TaskStart& start)
{
    const Result<Resource> resource = lookUp(store, Kind::Flavor, {}, name, "flavor");
    if (!resource)
        return propagate(resource);
    const Result<FlavorSpec> flavor = readSpec(*resource, readFlavorSpec);
    if (!flavor)
        return propagate(flavor);
    start.cpus = flavor->cpus;
    start.memory = flavor->memory;
    start.disk = flavor->disk;
    start.gpus = flavor->gpus;
    start.gpu_model = flavor->gpu_model;
    start.gpu_share = flavor->gpu_share;
    start.scratch = flavor->scratch;
    return {};
}

Result<void> applyProject(Store& store, TaskStart& start)
{
    const Result<Resource> resource = lookUp(store, Kind::Project, {}, start.project, "project");
    if (!resource)
        return propagate(resource);
    const Result<ProjectSpec> project = readSpec(*resource, readProjectSpec);
    if (!project)
        return propagate(project);
    start.root_allowed = project->allow_root;
    return {};
}

Result<void> applyImage(Store& store, const std::string& name, TaskStart& start)
{
    const Result<Resource> resource = lookUp(store, Kind::Image, {}, name, "image");
    if (!resource)
        return propagate(resource);
    const Result<ImageSpec> image = readSpec(*resource, readImageSpec);
    if (!image)
        return propagate(image);
    start.python = image->python;
    start.image = image->reference;
    start.as_root = image->root;
    if (start.as_root && !start.root_allowed)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("The image \"{}\" runs as root, which the project \"{}\" does not allow. Choose "
                        "another image, or ask an administrator to set allow_root in the project.",
                        name, start.project),
            "root-not-allowed", "spec.image");
    return {};
}

template <class Spec>
Result<void> applyDatasets(Store& store, const Spec& spec, TaskStart& start)
{
    start.dataset_cache = spec.dataset_cache;
    for (const std::string& name : spec.datasets) {
        const Result<Resource> resource = lookUp(store, Kind::Dataset, start.project, name, "dataset");
        if (!resource)
            return propagate(resource);
        const Result<DatasetSpec> dataset = readSpec(*resource, readDatasetSpec);
        if (!dataset)
            return propagate(dataset);
        if (!dataset->sealed)
            return fail(ErrorCode::Conflict,
                        fmt::format("Waits for the dataset \"{}\", which is still being uploaded.", name),
                        "waiting-for-dataset", "spec.datasets");
        const DatasetStatus place = initialDatasetStatus(*resource);
        const Result<DatasetStatus> status = parseJson(resource->status).and_then(readDatasetStatus);
        if (!status)
            return propagate(status);
        const bool on_demand = accessTo(*dataset, spec.dataset_access) == DatasetAccess::OnDemand;
        start.datasets.push_back({name, place.bucket, place.prefix, on_demand, storesOf(*status)});
    }
    return {};
}

/// Where a workload has been it stays: its streams and its volume are there.
std::string clusterOf(const Resource& workload, const std::string& wanted)
{
    const auto status = parseJson(workload.status).and_then(readWorkloadStatus);
    return status && !status->cluster.empty() ? status->cluster : wanted;
}

Result<void> applyVolumes(Store& store, const Resource& workload, TaskStart& start)
{
    for (const VolumeMountSpec& mount : mountsOf(workload)) {
        const Result<Resource> resource = lookUp(store, Kind::Volume, start.project, mount.name, "volume");
        if (!resource)
            return propagate(resource);
        Result<Volume> volume = volumeOf(*resource);
        const Result<void> allowed =
            volume ? checkMayMount(*volume, workload) : Result<void>(propagate(volume));
        if (!allowed)
            return allowed;
        const Result<VolumeStatus> status = parseJson(resource->status).and_then(readVolumeStatus);
        if (!status)
            return propagate(status);
        if (status->phase != "Ready")
            return fail(ErrorCode::Conflict,
                        fmt::format("Waits for the volume \"{}\". {}", mount.name, status->message),
                        "waiting-for-volume", "spec.volumes");
        start.volumes.push_back(
            {std::move(*volume), mount.path, mount.read_only, status->claim, status->one_node});
    }
    return {};
}

Result<JobSpec> jobSpecOf(const Resource& workload)
{
    return readSpec(workload, readJobSpec);
}

Result<void> fillJob(Store& store, const Resource& workload, TaskStart& start)
{
    const Result<JobSpec> spec = jobSpecOf(workload);
    if (!spec)
        return propagate(spec);
    start.command = spec->command;
    start.pre_command = spec->pre_command;
    start.post_command = spec->post_command;
    start.code = spec->code;
    start.env = spec->env;
    start.params = spec->params;
    start.duration_limit = spec->duration_limit;
    start.cluster = clusterOf(workload, spec->cluster);
    std::string image = spec->image;
    if (!spec->environment.empty()) {
        const Result<Resource> environment =
            lookUp(store, Kind::Environment, workload.project, spec->environment, "environment");
        if (!environment)
            return propagate(environment);
        const Result<EnvironmentSpec> theirs = readSpec(*environment, readEnvironmentSpec);
        if (!theirs)
            return propagate(theirs);
        start.environment = environment->id;
        image = theirs->image;  // Its packages were made for that interpreter.
        start.cluster = clusterOf(*environment, theirs->cluster);  // And they are there.
    }
    return applyFlavor(store, spec->flavor, start)
        .and_then([&] { return applyImage(store, image, start); })
        .and_then([&] { return applyDatasets(store, *spec, start); })
        .and_then([&] { return applyVolumes(store, workload, start); });
}

Result<void> fillEnvironment(Store& store, const Resource& workload, TaskStart& start)
{
    const Result<EnvironmentSpec> spec = readSpec(workload, readEnvironmentSpec);
    if (!spec)
        return propagate(spec);
    start.notebook = true;
    start.environment = workload.id;
    start.env = spec->env;
    start.duration_limit = spec->duration;
    start.cluster = clusterOf(workload, spec->cluster);
    return applyFlavor(store, spec->flavor, start)
        .and_then([&] { return applyImage(store, spec->image, start); })
        .and_then([&] { return applyDatasets(store, *spec, start); })
        .and_then([&] { return applyVolumes(store, workload, start); });
}

/// The replicas of a job, which have everything of `whole` but what their roles say otherwise.
Result<TaskGroup> replicate(Store& store, const Resource& workload, const TaskStart& whole)
{
    const Result<JobSpec> spec = jobSpecOf(workload);
    if (!spec)
        return propagate(spec);
    std::map<std::string, TaskStart> roles;
    for (const RoleSpec& role : spec->roles) {
        TaskStart& start = roles[role.name] = whole;
        if (!role.command.empty())
            start.command = role.command;
        if (role.flavor.empty())
            continue;
        if (const Result<void> applied = applyFlavor(store, role.flavor, start); !applied)
            return propagate(applied);
    }
    TaskGroup group;
    roles.emplace(std::string(), whole);
    for (const Replica& replica : replicasOf(*spec)) {
        group.push_back(roles.at(replica.role));
        group.back().replica = replica;
        group.back().task = taskOf(workload.id, replica.number);
    }
    return group;
}

}  // namespace

TaskId taskOf(const ResourceId& workload, std::int64_t replica)
{
    return TaskId(fmt::format("{}-{}", workload.text(), replica));
}

std::vector<TaskId> tasksOf(const Resource& workload)
{
    std::int64_t count = 1;
    if (workload.kind == Kind::Job) {
        if (const Result<JobSpec> spec = jobSpecOf(workload))
            count = std::ssize(replicasOf(*spec));
    }
    std::vector<TaskId> tasks;
    for (std::int64_t number = 0; number < count; ++number)
        tasks.push_back(taskOf(workload.id, number));
    return tasks;
}

std::string pathOf(const Resource& resource)
{
    return fmt::format("{}/{}/{}", resource.project, info(resource.kind).plural, resource.name);
}

Result<TaskGroup> makeTaskGroup(Store& store, const Resource& workload, std::int64_t attempt)
{
    TaskStart start;
    start.task = taskOf(workload.id);
    start.attempt = attempt;
    start.workload = workload.id;
    start.project = workload.project;
    start.holder = pathOf(workload);
    const Result<void> filled = applyProject(store, start).and_then([&] {
        return workload.kind == Kind::Job ? fillJob(store, workload, start)
                                          : fillEnvironment(store, workload, start);
    });
    if (!filled)
        return propagate(filled);
    if (workload.kind != Kind::Job)
        return TaskGroup{std::move(start)};
    return replicate(store, workload, start);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/mounted_volumes.h"

#include "core/resources/specs.h"
#include "platform/control/workloads/workload_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway {

Result<Volume> volumeOf(const Resource& resource)
{
    return parseJson(resource.spec).and_then(readVolumeSpec).map([&](VolumeSpec spec) {
        return Volume{resource.id, resource.project, resource.name, resource.owner, std::move(spec)};
    });
}

std::vector<VolumeMountSpec> mountsOf(const Resource& workload)
{
    const Result<Json> spec = parseJson(workload.spec);
    if (!spec)
        return {};
    if (workload.kind == Kind::Job)
        return readJobSpec(*spec).value_or(JobSpec()).volumes;
    return readEnvironmentSpec(*spec).value_or(EnvironmentSpec()).volumes;
}

Result<void> checkMayMount(const Volume& volume, const Resource& workload)
{
    if (volume.spec.scope == VolumeScope::Project || volume.owner == workload.owner)
        return {};
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("The volume \"{}\" is {}'s own, and only their workloads mount it. Leave it out, or "
                    "have them make one of scope \"project\".",
                    volume.name, volume.owner),
        "not-your-volume", "spec.volumes");
}

Result<std::string> unendedUser(Store& store, const Resource& volume)
{
    return firstUser(store, volume.project, {"Pending", "Queued", "Starting", "Running", "Stopping"},
                     [&](const Resource& workload) {
                         const auto mounts = mountsOf(workload);
                         return std::any_of(mounts.begin(), mounts.end(), [&](const VolumeMountSpec& mount) {
                             return mount.name == volume.name;
                         });
                     });
}

}  // namespace slipway

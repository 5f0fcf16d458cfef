// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "platform/engines/volume.h"
#include "platform/store/store.h"

#include <string>
#include <vector>

namespace slipway {

/// A resource of kind Volume as engines know it.
Result<Volume> volumeOf(const Resource& resource);

/// What the spec of an environment or a job mounts; nothing where it cannot be read.
std::vector<VolumeMountSpec> mountsOf(const Resource& workload);

/// `InvalidArgument` (type "not-your-volume") when the volume is somebody's own who does not own the
/// workload.
Result<void> checkMayMount(const Volume& volume, const Resource& workload);

/// "project/jobs/name" of a workload that mounts the volume and has not ended, those that wait included;
/// empty when there is none.
Result<std::string> unendedUser(Store& store, const Resource& volume);

}  // namespace slipway

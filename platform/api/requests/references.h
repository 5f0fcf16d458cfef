// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "core/result.h"

namespace slipway {

class Controllers;
class Store;

/// Whether everything that a spec names exists: flavor, image, environment, stores, sealed datasets and
/// volumes that its owner may mount, all in reach of its project. `InvalidArgument` with the field and what
/// there is to choose from.
Result<void> checkReferences(Store& store, const Resource& resource);

/// The status that an environment or job would have if it were there now. `InvalidArgument` "never-fits",
/// with the flavor at fault, when no machine could ever hold it.
Result<WorkloadStatus> preview(const Controllers& controllers, const Resource& workload);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"
#include "core/result.h"

namespace slipway {

class Store;

/// Writes into the status of a workload whose cluster is known where what it leaves is kept, and, when a
/// dataset of its own lies in no store beside that cluster, a notice that says so and how to copy it.
Result<void> showDataPlaces(Store& store, const Resource& workload, WorkloadStatus& status);

}  // namespace slipway

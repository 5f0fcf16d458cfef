// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/result.h"

namespace slipway {

class Store;

/// Whether everything that a spec names exists: flavor, image, environment and sealed datasets, all in reach
/// of its project. `InvalidArgument` with the field and what there is to choose from.
Result<void> checkReferences(Store& store, const Resource& resource);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/resource.h"
#include "core/resources/statuses.h"

namespace slipway {

/// The status of a dataset as it is created: where its files go ("datasets/NAME/ID/" in the project's
/// bucket, in the store that its spec names). `dataset` must have its id.
DatasetStatus initialDatasetStatus(const Resource& dataset);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/dataset_prefix.h"

#include "core/json.h"
#include "core/resources/specs.h"

#include <nlohmann/json.hpp>

namespace slipway {

DatasetStatus initialDatasetStatus(const Resource& dataset)
{
    DatasetStatus status;
    status.store = parseJson(dataset.spec).and_then(readDatasetSpec).value_or(DatasetSpec()).store;
    status.bucket = dataset.project;
    status.prefix = "datasets/" + dataset.name + "/" + dataset.id.text() + "/";
    return status;
}

}  // namespace slipway

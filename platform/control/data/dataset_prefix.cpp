// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/data/dataset_prefix.h"

namespace slipway {

DatasetStatus initialDatasetStatus(const Resource& dataset)
{
    DatasetStatus status;
    status.bucket = dataset.project;
    status.prefix = "datasets/" + dataset.name + "/" + dataset.id.text() + "/";
    return status;
}

}  // namespace slipway

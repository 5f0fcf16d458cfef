// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/far_data.h"

#include "core/resources/object_store.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

std::vector<FarDataset> farDatasets(const Workspace& workspace, const std::string& project,
                                    const std::vector<std::string>& names, const std::string& cluster)
{
    const ItemPtr place = cluster.empty() ? nullptr : workspace.find(Kind::Cluster, cluster);
    if (!place)
        return {};
    const std::string near = storeName(place->specAs<ClusterSpec>().store);
    std::vector<FarDataset> far;
    for (const std::string& name : names) {
        const ItemPtr dataset = workspace.find(Kind::Dataset, project + "/" + name);
        if (!dataset)
            continue;
        std::vector<std::string> stores = storesOf(dataset->statusAs<DatasetStatus>());
        if (std::find(stores.begin(), stores.end(), near) != stores.end())
            continue;
        const auto& copies = dataset->specAs<DatasetSpec>().copies;
        const bool on_its_way = std::find(copies.begin(), copies.end(), near) != copies.end();
        const bool in_place = place->statusAs<ClusterStatus>().engine == "local";
        far.push_back({name, std::move(stores), near, cluster, in_place, on_its_way});
    }
    return far;
}

}  // namespace slipway

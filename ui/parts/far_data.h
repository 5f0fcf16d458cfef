// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace slipway {

class Workspace;

/// A dataset that does not lie in the store beside the cluster where it is wanted.
struct FarDataset {
    std::string name;
    std::vector<std::string> stores;  ///< Where it is whole.
    std::string near;                 ///< The store beside the cluster.
    std::string cluster;
    bool in_place = false;    ///< Whether that cluster uses files where they lie, and so has to wait for it.
    bool on_its_way = false;  ///< Whether it is being copied there already.

    bool operator==(const FarDataset&) const = default;
};

/// Which of the project's datasets of these names are far from `cluster`. None while no cluster is chosen,
/// since those with the data beside them are chosen first then; unknown names are passed over.
std::vector<FarDataset> farDatasets(const Workspace& workspace, const std::string& project,
                                    const std::vector<std::string>& names, const std::string& cluster);

}  // namespace slipway

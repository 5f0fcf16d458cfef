// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/kubernetes/view/cluster_view.h"

#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Which of a node's GPUs each pod has, as far as anybody outside the node can tell: a cluster only counts
/// them. A pod keeps the places that it was given. Not thread-safe.
class GpuSlots {
public:
    /// Takes what is true of a node now; returns the holder of each of its GPUs, "namespace/pod" or empty.
    const std::vector<std::string>& update(const NodeUse& use);
    /// "node-1/0", of every GPU that the pod holds.
    std::vector<std::string> of(const std::string& node, const std::string& pod) const;

private:
    std::map<std::string, std::vector<std::string>> nodes_;
};

/// The name of a GPU of a node.
std::string gpuId(const std::string& node, std::size_t index);

}  // namespace slipway

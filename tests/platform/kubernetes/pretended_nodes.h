// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/platform/kubernetes/real_cluster.h"

#include <string>
#include <vector>

namespace slipway::test {

/// Nodes that nobody runs, with GPUs of a model that no other node has; the real scheduler places pods on
/// them. Deleted with this.
class PretendedNodes {
public:
    PretendedNodes(RealCluster& cluster, int count, int gpus_each);
    ~PretendedNodes();
    PretendedNodes(const PretendedNodes&) = delete;
    PretendedNodes& operator=(const PretendedNodes&) = delete;

    bool made() const { return made_; }
    const std::string& model() const { return model_; }
    const std::string& name(std::size_t index) const { return names_.at(index); }
    /// Says whether it answers, as the cluster finds out a while after the last word of it.
    [[nodiscard]] bool sayReady(std::size_t index, bool ready);
    /// How many pods of the cluster's namespace have a node.
    std::size_t placedPods();
    /// Says of every pod that it runs or has ended, as its node would.
    [[nodiscard]] bool say(const std::string& phase);

private:
    std::vector<Json> pods();

    RealCluster& cluster_;
    std::string model_;
    std::vector<std::string> names_;
    bool made_ = true;
};

}  // namespace slipway::test

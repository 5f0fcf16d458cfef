// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "platform/engines/kubernetes/pods/pod_objects.h"
#include "platform/engines/kubernetes/view/cluster_view.h"

#include <cstdint>
#include <string>
#include <vector>

namespace slipway {

/// What a task needs of one node.
struct PodDemand {
    std::int64_t cpu_millis = 0;
    std::int64_t memory_bytes = 0;
    std::int64_t gpus = 0;
    std::string gpu_model;  ///< Any when empty.
    GpuShare share = {};    ///< Of each GPU.
    GpuSharing sharing = GpuSharing::None;
};

/// With the collector beside it.
PodDemand demandOf(const TaskStart& start, int cpu_overcommit, GpuSharing sharing);

/// Pods that were asked for and that no node has yet, as far as is known, with where they should go.
struct PromisedPod {
    std::string node;
    PodDemand demand;
};

/// Chooses the node that a task fits into best: of those with room the one that has the fewest GPUs left
/// then, so that large tasks find whole nodes.
///
/// `ResourceExhausted` (type "no-capacity") when none has room now, `InvalidArgument` (type "never-fits")
/// when none would if it were empty. Pure.
Result<PodPlace> choosePlace(std::vector<NodeUse> nodes, const std::vector<PromisedPod>& promised,
                             const PodDemand& demand);

/// The same for tasks that start together or not at all: places for all of them, in their order, the largest
/// placed first.
Result<std::vector<PodPlace>> choosePlaces(std::vector<NodeUse> nodes,
                                           const std::vector<PromisedPod>& promised,
                                           const std::vector<PodDemand>& demands);

/// The same on one node for all of them, which share what one node at a time can have.
Result<std::vector<PodPlace>> choosePlacesTogether(const std::vector<NodeUse>& nodes,
                                                   const std::vector<PromisedPod>& promised,
                                                   const std::vector<PodDemand>& demands);

}  // namespace slipway

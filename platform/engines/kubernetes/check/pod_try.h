// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"

#include <chrono>
#include <string>
#include <vector>

namespace slipway {

struct PodTry {
    std::string image;     ///< Reference.
    std::string endpoint;  ///< Of the objects, as pods are to reach them; empty: through the API server.
    std::chrono::milliseconds patience{120'000};
};

/// Runs a small task of our own in a pod of the cluster, as every task runs there, and takes all of it away
/// again: "pods" (it ran), "ways" (it could be followed) and "objects" (it reached them). The options' data
/// directory is used for nothing else, and deleted. Blocks.
std::vector<ClusterFinding> tryPod(KubernetesEngineOptions options, const PodTry& wanted);

}  // namespace slipway

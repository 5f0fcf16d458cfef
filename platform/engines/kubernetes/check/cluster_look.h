// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"

#include <string>
#include <vector>

namespace slipway {

/// The version of the cluster that the options lead to, such as "v1.31.2". Blocks for up to ten seconds; the
/// error says what to do.
Result<std::string> askVersion(const KubernetesEngineOptions& options);

/// Looks whether the cluster that the options lead to has what is needed, making nothing in it: "reach",
/// "version", "rights", "nodes", "gpus" and "storage", or the first alone where it does not answer. Blocks.
std::vector<ClusterFinding> lookAtCluster(const KubernetesEngineOptions& options);

}  // namespace slipway

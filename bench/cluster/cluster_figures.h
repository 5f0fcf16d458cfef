// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/figure.h"
#include "core/kubeconfig/cluster_access.h"
#include "core/result.h"

#include <filesystem>
#include <vector>

/// What is measured of a slipwayd that drives the test cluster from outside.
namespace slipway::bench {

using Figures = std::vector<Figure>;

/// The test cluster, as its administrator. Volumes are directories below `volumes`.
struct TestCluster {
    ClusterAccess access;
    std::filesystem::path kubeconfig, volumes;
};

/// From asking for the release of an environment with a GPU until its pod is terminal, when the cluster gives
/// the GPU to others; in one of four a process ignores SIGTERM.
Result<Figures> measureClusterRelease(const TestCluster& cluster);

/// 200 jobs at once on pretended nodes, until each is accepted and has its pod; kubectl creates the same
/// objects.
Result<Figures> measureClusterBurst(const TestCluster& cluster);

}  // namespace slipway::bench

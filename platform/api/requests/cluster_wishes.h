// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "core/resources/resource.h"
#include "core/result.h"

/// What is checked of a wish for a cluster, whose kubeconfig is in the request alone.
namespace slipway {

struct ApiContext;
class ClusterKeeper;
struct Call;

/// Who makes engines of clusters; `Unimplemented` where there is one engine for good.
Result<ClusterKeeper*> keeperOf(const ApiContext& context);

/// The spec as it came, kubeconfig and all.
Result<ClusterSpec> handedCluster(const Call& call);

/// Whether a cluster can be added so; blocks until its API server has answered.
Result<void> checkNewCluster(ApiContext& context, const Call& call);

/// Whether it can follow `before`; a new kubeconfig is tried.
Result<void> checkClusterChange(ApiContext& context, const Call& call, const Resource& before);

/// What the platform was started with stays.
Result<void> checkClusterRemoval(ApiContext& context, const Resource& cluster);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kubeconfig/cluster_access.h"
#include "core/result.h"

#include <filesystem>

namespace slipway {

/// The way from inside a pod, as its service account: the address from the environment, token and authority
/// from the directory that the kubelet mounts. `NotFound` when this is no pod, or one without such an
/// account.
Result<ClusterAccess>
inClusterAccess(const std::filesystem::path& account = "/var/run/secrets/kubernetes.io/serviceaccount");

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/cluster.h"
#include "core/resources/resource.h"
#include "core/result.h"

#include <string>

/// Kubeconfigs of clusters at rest: sealed, apart from the resources that they belong to.
namespace slipway {

class SecretBox;
class Store;
class Transaction;

/// Keeps the kubeconfig that is in `spec`, where there is one, for the cluster with that id.
Result<void> keepKubeconfig(Transaction& transaction, const SecretBox& secrets, const ResourceId& cluster,
                            const ClusterSpec& spec);

/// The kubeconfig whose SHA-256 the spec names. `DataLoss` when it is not there as it was.
Result<std::string> kubeconfigOf(Store& store, const SecretBox& secrets, const ResourceId& cluster,
                                 const ClusterSpec& spec);

/// Forgets all of the cluster's kubeconfigs but the one with that SHA-256; all of them when it is empty.
Result<void> forgetKubeconfigs(Store& store, const ResourceId& cluster, const std::string& but_sha256);

/// Seals every kubeconfig anew, in a transaction.
Result<void> resealKubeconfigs(Store& store, Transaction& transaction, const SecretBox& before,
                               const SecretBox& after);

}  // namespace slipway

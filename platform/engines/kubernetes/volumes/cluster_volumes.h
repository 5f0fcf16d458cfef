// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "platform/engines/kubernetes/volumes/kube_claim.h"
#include "platform/engines/volume.h"

#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace slipway {

class KubeClient;
class ProjectNamespaces;

/// The access that a claim asks for.
enum class ClaimAccess { ManyNodes, OneNode };

/// The claim of a shared volume. `storage_class` is for one that names none; the cluster's own when empty.
Json volumeClaimObject(const Volume& volume, const std::string& name_space, const std::string& platform,
                       const std::string& storage_class, ClaimAccess access);

/// The volumes of projects as claims of a cluster. Thread-safe; calls block.
///
/// No cluster says whether a storage class can be had by several nodes at once. So that is asked for, and
/// where its provisioner refuses it, one node at a time is.
class ClusterVolumes {
public:
    ClusterVolumes(KubeClient& client, ProjectNamespaces& namespaces, std::string platform,
                   std::string storage_class);

    /// See Engine for what these four promise.
    static Result<void> check(const Volume& volume);
    Result<void> checkGrowth(const Volume& volume);
    Result<VolumeStatus> tend(const Volume& volume);
    Result<bool> remove(const Volume& volume);

private:
    std::string pathOf(const Volume& volume) const;
    Result<VolumeStatus> tendShared(const Volume& volume);
    Result<VolumeStatus> tendClaim(const Volume& volume);
    /// Makes its claim, or makes it anew with access for one node after a refusal.
    Result<VolumeStatus> make(const Volume& volume);
    Result<VolumeStatus> settleForOneNode(const Volume& volume, const KubeClaim& claim);
    enum class Growth { Wanted, Rehearsed };
    Result<void> grow(const Volume& volume, Growth growth);
    /// See statusOf().
    std::optional<std::optional<ClaimEvent>> eventsOf(const Volume& volume, const KubeClaim& claim);

    KubeClient& client_;
    ProjectNamespaces& namespaces_;
    const std::string platform_, storage_class_;
    std::mutex mutex_;
    std::set<ResourceId> one_node_;  ///< Whose provisioner refused more.
};

}  // namespace slipway

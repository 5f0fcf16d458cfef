// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/volumes/cluster_volumes.h"

#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/engine/project_namespaces.h"
#include "platform/engines/kubernetes/pods/pod_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace slipway {

namespace {

VolumeStatus pending(std::string reason, std::string message)
{
    VolumeStatus status;
    status.reason = std::move(reason);
    status.message = std::move(message);
    return status;
}

Json storageRequest(Bytes size)
{
    return {{"requests", {{"storage", std::to_string(size.count())}}}};
}

/// What the cluster itself said: its status is that of a right that is missing, which this is not.
std::string wordsOf(const Error& error)
{
    const std::size_t words = error.message.find("It said: ");
    return words == std::string::npos ? error.message : error.message.substr(words);
}

tl::unexpected<Error> cannotGrow(const std::string& why)
{
    return fail(ErrorCode::Conflict, why + " Make a larger volume and copy the files.", "cannot-grow",
                "spec.size");
}

}  // namespace

Json volumeClaimObject(const Volume& volume, const std::string& name_space, const std::string& platform,
                       const std::string& storage_class, ClaimAccess access)
{
    Json claim{{"apiVersion", "v1"},
               {"kind", "PersistentVolumeClaim"},
               {"metadata",
                {{"name", claimName(volume.id)},
                 {"namespace", name_space},
                 {"labels",
                  {{managed_by_label, managed_by},
                   {platform_label, platform},
                   {project_label, volume.project},
                   {volume_label, volume.name}}}}},
               {"spec",
                {{"accessModes", {access == ClaimAccess::ManyNodes ? "ReadWriteMany" : "ReadWriteOnce"}},
                 {"resources", storageRequest(volume.spec.size)}}}};
    const std::string& wanted = volume.spec.storage_class.empty() ? storage_class : volume.spec.storage_class;
    if (!wanted.empty())
        claim["spec"]["storageClassName"] = wanted;
    return claim;
}

ClusterVolumes::ClusterVolumes(KubeClient& client, ProjectNamespaces& namespaces, std::string platform,
                               std::string storage_class)
    : client_(client),
      namespaces_(namespaces),
      platform_(std::move(platform)),
      storage_class_(std::move(storage_class))
{
}

std::string ClusterVolumes::pathOf(const Volume& volume) const
{
    const bool claim = volume.spec.kind == VolumeKind::Claim;
    return fmt::format("/api/v1/namespaces/{}/persistentvolumeclaims/{}", namespaces_.of(volume.project),
                       claim ? volume.spec.claim : claimName(volume.id));
}

Result<void> ClusterVolumes::check(const Volume&)
{
    return {};  // Whether a cluster has what it needs is shown by its status, since that may come later.
}

Result<void> ClusterVolumes::checkGrowth(const Volume& volume)
{
    const auto object = client_.get(pathOf(volume));
    if (!object)
        return object.error().code == ErrorCode::NotFound ? Result<void>() : propagate(object);
    if (readClaim(*object).phase != KubeClaim::Phase::Bound)
        return cannotGrow("The volume can grow once the cluster has made it, which may take its first use.");
    return grow(volume, Growth::Rehearsed);
}

Result<void> ClusterVolumes::grow(const Volume& volume, Growth growth)
{
    KubeRequest request;
    request.method = "PATCH";
    request.path = fmt::format("{}?fieldManager={}{}", pathOf(volume), field_manager,
                               growth == Growth::Rehearsed ? "&dryRun=All" : "");
    request.body = dumpJson({{"spec", {{"resources", storageRequest(volume.spec.size)}}}});
    request.content_type = "application/merge-patch+json";
    const auto grown = client_.exchange(request);
    if (grown)
        return {};
    const ErrorCode code = grown.error().code;
    if (code == ErrorCode::PermissionDenied || code == ErrorCode::InvalidArgument)
        return cannotGrow("The cluster does not let the volume grow; its storage class may lack "
                          "allowVolumeExpansion. " +
                          wordsOf(grown.error()));
    return propagate(grown);
}

Result<VolumeStatus> ClusterVolumes::tend(const Volume& volume)
{
    switch (volume.spec.kind) {
    case VolumeKind::Shared:
        return tendShared(volume);
    case VolumeKind::Claim:
        return tendClaim(volume);
    case VolumeKind::Csi:
        break;
    }
    VolumeStatus status;  // Its driver mounts it into each pod, and has nothing to say before.
    status.phase = "Ready";
    return status;
}

Result<VolumeStatus> ClusterVolumes::tendShared(const Volume& volume)
{
    const auto object = client_.get(pathOf(volume));
    if (!object && object.error().code == ErrorCode::NotFound)
        return make(volume);
    if (!object)
        return propagate(object);
    KubeClaim claim = readClaim(*object);
    const auto events = eventsOf(volume, claim);
    if (claim.many_nodes && !claim.deleting && events && *events && refusesManyNodes(**events))
        return settleForOneNode(volume, claim);
    VolumeStatus status = statusOf(claim, events);
    const auto wanted = static_cast<std::int64_t>(volume.spec.size.count());
    if (claim.phase != KubeClaim::Phase::Bound || claim.deleting || wanted <= claim.asked_bytes)
        return status;
    const auto grown = grow(volume, Growth::Wanted);
    if (!grown && grown.error().type != "cannot-grow")
        return propagate(grown);
    if (!grown)
        status.message = grown.error().message;
    return status;
}

Result<VolumeStatus> ClusterVolumes::make(const Volume& volume)
{
    if (const auto there = namespaces_.exists(volume.project); !there)
        return propagate(there);
    const std::string name_space = namespaces_.of(volume.project);
    ClaimAccess access = ClaimAccess::ManyNodes;
    {
        const std::lock_guard lock(mutex_);
        if (one_node_.count(volume.id) > 0)
            access = ClaimAccess::OneNode;
    }
    const auto made =
        client_.create(fmt::format("/api/v1/namespaces/{}/persistentvolumeclaims", name_space),
                       volumeClaimObject(volume, name_space, platform_, storage_class_, access));
    if (!made && made.error().code != ErrorCode::AlreadyExists)
        return propagate(made);
    return pending("provisioning", "The cluster is making it.");
}

Result<VolumeStatus> ClusterVolumes::settleForOneNode(const Volume& volume, const KubeClaim& claim)
{
    {
        const std::lock_guard lock(mutex_);
        one_node_.insert(volume.id);
    }
    if (const auto removed = client_.remove(pathOf(volume), {claim.uid}); !removed)
        return propagate(removed);
    return pending(
        "provisioning",
        "Its storage class offers no access from several nodes at once; it is made for one at a time.");
}

Result<VolumeStatus> ClusterVolumes::tendClaim(const Volume& volume)
{
    const auto object = client_.get(pathOf(volume));
    if (!object && object.error().code == ErrorCode::NotFound)
        return pending(
            "claim-missing",
            fmt::format("The cluster's namespace \"{}\" has no claim \"{}\". Make it there, or delete "
                        "this volume.",
                        namespaces_.of(volume.project), volume.spec.claim));
    if (!object)
        return propagate(object);
    const KubeClaim claim = readClaim(*object);
    if (claim.ours)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("The claim \"{}\" is Slipway's own, of an environment or another volume. Name one "
                        "that somebody else made.",
                        claim.name),
            "claim-is-ours", "spec.claim");
    return statusOf(claim, eventsOf(volume, claim));
}

std::optional<std::optional<ClaimEvent>> ClusterVolumes::eventsOf(const Volume& volume,
                                                                  const KubeClaim& claim)
{
    if (claim.phase != KubeClaim::Phase::Pending)
        return std::optional<ClaimEvent>();
    const auto events =
        client_.get(fmt::format("/api/v1/namespaces/{}/events?fieldSelector=involvedObject.kind%3D"
                                "PersistentVolumeClaim%2CinvolvedObject.uid%3D{}",
                                namespaces_.of(volume.project), claim.uid));
    if (!events)
        return std::nullopt;
    return newestEvent(*events);
}

Result<bool> ClusterVolumes::remove(const Volume& volume)
{
    if (volume.spec.kind != VolumeKind::Shared)
        return true;
    if (const auto removed = client_.remove(pathOf(volume)); !removed)
        return propagate(removed);
    const auto left = client_.get(pathOf(volume));
    if (left)
        return false;  // A pod that is on its way out still uses it.
    if (left.error().code != ErrorCode::NotFound)
        return propagate(left);
    const std::lock_guard lock(mutex_);
    one_node_.erase(volume.id);
    return true;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/volumes/kube_claim.h"

#include "platform/engines/kubernetes/pods/pod_names.h"
#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/kubernetes/view/quantity.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

/// Source: the reasons of k8s.io/kubernetes/pkg/controller/volume/events.
constexpr const char* waits_for_pod = "WaitForFirstConsumer";
/// Others come again and again while a provisioner tries, and would hide why it does not succeed.
constexpr std::array<std::string_view, 3> telling{waits_for_pod, "ProvisioningFailed", "FailedBinding"};

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string timeOf(const Json& event)
{
    for (const std::string_view member : {"lastTimestamp", "eventTime", "firstTimestamp"}) {
        if (std::string time = textAt(event, {member}); !time.empty())
            return time;
    }
    return {};
}

std::string said(std::string_view sentence, const std::string& words)
{
    if (words.empty())
        return std::string(sentence);
    return fmt::format("{} It said: {}{}", sentence, words, words.ends_with('.') ? "" : ".");
}

VolumeStatus ready(const KubeClaim& claim, std::string message)
{
    VolumeStatus status;
    status.phase = "Ready";
    status.message = std::move(message);
    status.claim = claim.name;
    status.size_bytes = claim.has_bytes;
    status.one_node = !claim.many_nodes;
    return status;
}

VolumeStatus waiting(const KubeClaim& claim, std::string reason, std::string message)
{
    VolumeStatus status;
    status.reason = std::move(reason);
    status.message = std::move(message);
    status.claim = claim.name;
    return status;
}

/// What there is to know of one that can be used.
std::string remarks(const KubeClaim& claim)
{
    std::string text;
    if (!claim.many_nodes)
        text = "One node at a time can have it, so workloads that mount it run on the same node.";
    if (claim.has_bytes > 0 && claim.has_bytes < claim.asked_bytes)
        text += fmt::format("{}It grows to {}{}.", text.empty() ? "" : " ",
                            Bytes(static_cast<std::uint64_t>(claim.asked_bytes)).text(),
                            claim.grows_when_mounted ? " when it is mounted next" : "");
    return text;
}

VolumeStatus pending(const KubeClaim& claim, const std::optional<ClaimEvent>& event)
{
    if (!event)
        return waiting(claim, "provisioning", "The cluster is making it.");
    if (event->reason == waits_for_pod)
        return ready(claim, "It is made where it is first mounted. " + remarks(claim));
    if (event->reason == "ProvisioningFailed")
        return waiting(claim, "provisioning-failed",
                       said("The cluster's storage could not make it, and tries again. Ask the cluster's "
                            "administrator, or choose another storage_class.",
                            event->message));
    if (event->reason == "FailedBinding")
        return waiting(
            claim, "no-storage",
            said("The cluster has no storage for it. Name a storage_class that it has.", event->message));
    return waiting(claim, "provisioning", said("The cluster is making it.", event->message));
}

}  // namespace

KubeClaim readClaim(const Json& object)
{
    KubeClaim claim;
    const std::string phase = textAt(object, {"status", "phase"});
    claim.phase = phase == "Bound"  ? KubeClaim::Phase::Bound
                  : phase == "Lost" ? KubeClaim::Phase::Lost
                                    : KubeClaim::Phase::Pending;
    claim.name = textAt(object, {"metadata", "name"});
    claim.uid = textAt(object, {"metadata", "uid"});
    claim.ours = textAt(object, {"metadata", "labels", managed_by_label}) == managed_by;
    claim.deleting = !textAt(object, {"metadata", "deletionTimestamp"}).empty();
    for (const Json& mode : listAt(object, {"spec", "accessModes"})) {
        if (mode == "ReadWriteMany" || mode == "ReadOnlyMany")
            claim.many_nodes = true;
    }
    const auto bytes = [&](std::initializer_list<std::string_view> path) {
        return std::max<std::int64_t>(wholes(textAt(object, path)).value_or(0), 0);
    };
    claim.asked_bytes = bytes({"spec", "resources", "requests", "storage"});
    claim.has_bytes = bytes({"status", "capacity", "storage"});
    for (const Json& condition : listAt(object, {"status", "conditions"})) {
        if (textAt(condition, {"type"}) == "FileSystemResizePending")
            claim.grows_when_mounted = textAt(condition, {"status"}) == "True";
    }
    return claim;
}

std::optional<ClaimEvent> newestEvent(const Json& list)
{
    std::optional<ClaimEvent> newest;
    std::string newest_time;
    for (const Json& event : listAt(list, {"items"})) {
        const std::string reason = textAt(event, {"reason"});
        if (std::find(telling.begin(), telling.end(), reason) == telling.end())
            continue;
        std::string time = timeOf(event);
        if (newest && time < newest_time)
            continue;
        newest = ClaimEvent{reason, textAt(event, {"message"})};
        newest_time = std::move(time);
    }
    return newest;
}

bool refusesManyNodes(const ClaimEvent& event)
{
    constexpr std::array<std::string_view, 6> words{"access mode",  "accessmode",   "multi_node",
                                                    "multi writer", "multi-writer", "volume capabilit"};
    if (event.reason != "ProvisioningFailed")
        return false;
    const std::string message = lowered(event.message);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return message.find(word) != std::string::npos; });
}

VolumeStatus statusOf(const KubeClaim& claim, const std::optional<std::optional<ClaimEvent>>& events)
{
    if (claim.deleting)
        return waiting(claim, "deleting", "Its claim is being deleted in the cluster.");
    if (claim.phase == KubeClaim::Phase::Lost) {
        VolumeStatus status = waiting(claim, "storage-lost",
                                      "The volume behind it is gone from the cluster. Ask the cluster's "
                                      "administrator for what was in it.");
        status.phase = "Failed";
        return status;
    }
    if (claim.phase == KubeClaim::Phase::Bound)
        return ready(claim, remarks(claim));
    if (!events)
        return ready(claim,
                     "Whether the cluster can make it shows when it is first mounted. " + remarks(claim));
    return pending(claim, *events);
}

}  // namespace slipway

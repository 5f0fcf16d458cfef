// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/resources/volume_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// A PersistentVolumeClaim of a cluster, as far as it matters here.
struct KubeClaim {
    enum class Phase { Pending, Bound, Lost } phase = Phase::Pending;
    std::string name, uid;
    bool ours = false;        ///< Slipway made it.
    bool deleting = false;    ///< It goes once no pod uses it.
    bool many_nodes = false;  ///< Whether pods on several nodes may write to it at once.
    std::int64_t asked_bytes = 0;
    std::int64_t has_bytes = 0;  ///< 0 while it has no volume.
    bool grows_when_mounted = false;
};

/// What the cluster said of a claim last.
struct ClaimEvent {
    std::string reason, message;
};

/// Reads a PersistentVolumeClaim object; members that are not as they should be count as absent.
KubeClaim readClaim(const Json& object);

/// The newest of a list of Event objects that says how a claim stands; nothing when none does.
std::optional<ClaimEvent> newestEvent(const Json& list);

/// Whether a provisioner says there that its volumes cannot be had by several nodes at once. Written after
/// the words of the in-tree plugins, local-path-provisioner and the CSI drivers of EBS, Azure Disk and GCE.
bool refusesManyNodes(const ClaimEvent& event);

/// How the volume of a claim stands. `events`: what newestEvent() gave, or nothing at all where events are
/// not ours to see: a claim without a volume is then taken for one that is made on first use.
VolumeStatus statusOf(const KubeClaim& claim, const std::optional<std::optional<ClaimEvent>>& events);

}  // namespace slipway

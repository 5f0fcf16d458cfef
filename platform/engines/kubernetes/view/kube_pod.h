// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/time.h"
#include "platform/engines/kubernetes/view/accelerator_names.h"

#include <cstdint>
#include <optional>
#include <string>

namespace slipway {

/// What keeps a pod from running, or ended it: a stable name and a sentence that says what to do.
struct PodReason {
    std::string reason;  ///< "waiting-for-gpu", "image-pull", "out-of-memory"...
    std::string message;

    bool operator==(const PodReason&) const = default;
};

/// How a container ended.
struct ContainerExit {
    std::int64_t code = 0;
    std::optional<std::int64_t> signal;  ///< Where the runtime tells.
    std::string message;                 ///< What it wrote to its termination message.
    std::optional<Timestamp> ended_at;
};

/// A pod of a cluster, as far as it matters here.
struct KubePod {
    enum class Phase { Pending, Running, Succeeded, Failed, Unknown } phase = Phase::Pending;
    std::string name_space, name, uid;
    std::string node;  ///< Empty until it has one.
    std::string address;
    std::string platform;  ///< Which platform of ours it belongs to; empty for none.
    bool deleting = false;
    bool removed = false;  ///< Only its object is left: nothing of it runs, by its node's word.
    bool mute = false;     ///< Its collector has ended before "main": nobody in it answers any more.
    std::int64_t cpu_millis = 0;
    std::int64_t memory_bytes = 0;
    std::int64_t accelerators = 0;
    Amounts parts;                      ///< Of GPUs.
    std::optional<PodReason> reason;    ///< Why it does not run, or did not end well; see podReason().
    std::optional<ContainerExit> exit;  ///< Of the container "main", else of its first one.

    /// Whether nothing of it runs or will: it holds nothing of its node any more.
    bool over() const { return phase == Phase::Succeeded || phase == Phase::Failed || removed; }
};

/// Reads a Pod object; members that are not as they should be count as absent.
KubePod readPod(const Json& object, const AcceleratorNames& names);

/// Why a pod does not run yet or did not end well; nothing when all is well.
///
/// Reasons: "waiting-for-gpu", "waiting-for-cpu", "waiting-for-memory", "volume", "unschedulable", "gated",
/// "image-pull", "bad-container", "starting" (its node prepares it), "evicted", "preempted", "node-lost",
/// "out-of-memory", "deadline", "rejected". Sources: the reference of the Pod API, and the kubelet's reasons
/// of waiting and terminated containers.
std::optional<PodReason> podReason(const Json& object, const AcceleratorNames& names);

}  // namespace slipway

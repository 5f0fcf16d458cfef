// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slipway {

/// Why one group of nodes cannot take a pod.
struct NodesAgainst {
    enum class Cause {
        TooLittle,  ///< Free of a resource; `what` names it.
        Taint,      ///< Kept for others; `what` is the taint as the scheduler writes it, may be empty.
        Selector,   ///< Not of the kind that was asked for.
        Cordoned,   ///< Closed to new pods.
        NotReady,
        Volume,   ///< The pod's volume is elsewhere or cannot be attached.
        Unbound,  ///< A claim of the pod has no volume; no node is counted.
        TooManyPods,
        Other,  ///< `what` is what the scheduler said.
    } cause = Cause::Other;
    int nodes = 0;
    std::string what;
};

/// Takes a scheduler's message apart: "0/3 nodes are available: 1 Insufficient nvidia.com/gpu, 2 node(s) had
/// taint {a: b}, that the pod didn't tolerate." What preemption would not change is left out. Empty when it
/// is no such message. Written after the messages of Kubernetes 1.20 to 1.31.
std::vector<NodesAgainst> readSchedulerWords(std::string_view message);

/// The same for people, with what to do about it: one or two sentences.
std::string schedulerSentence(const std::vector<NodesAgainst>& against);

}  // namespace slipway

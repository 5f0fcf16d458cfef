// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/statuses.h"
#include "platform/admission/applicant.h"

#include <string>
#include <utility>
#include <vector>

namespace slipway {

using Nodes = std::vector<std::pair<std::string, NodeStatus>>;

/// Why something waits: a word for programs and a sentence for people.
struct WaitReason {
    std::string reason;
    std::string message;

    bool operator==(const WaitReason&) const = default;
};

/// Whether the accelerators that are free are too few for `tasks`: for one of them on every node, or for all
/// of them together.
bool lacksGpus(const TaskGroup& tasks, const Nodes& nodes);

/// What `tasks` wait for: accelerators and who holds them ("waiting-for-gpu"), or else what the engine said
/// ("waiting-for-capacity").
WaitReason waitForCapacity(const TaskGroup& tasks, const Nodes& nodes, const Error& engine_said);

/// It would fit, but `ahead` has waited so long that nobody may pass it ("waiting-for-turn").
WaitReason waitForTurn(const Applicant& ahead);

/// "1st", "2nd", "11th".
std::string ordinal(std::size_t position);

}  // namespace slipway

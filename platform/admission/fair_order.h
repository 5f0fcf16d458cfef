// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/applicant.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace slipway {

/// Accelerators held now, by project.
using HeldGpus = std::map<std::string, std::int64_t, std::less<>>;

/// Who holds how many accelerators of `nodes`.
HeldGpus heldGpus(const std::vector<std::pair<std::string, NodeStatus>>& nodes);

/// Puts the queue in order: first who has waited longer than `starving`, oldest first, so that no stream of
/// others passes anybody for ever; then the project that holds the fewest accelerators, then priority, then
/// age.
void sortFairly(std::vector<const Applicant*>& queue, const HeldGpus& held, Timestamp now,
                std::chrono::milliseconds starving);

}  // namespace slipway

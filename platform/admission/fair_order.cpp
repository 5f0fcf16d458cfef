// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/fair_order.h"

#include <algorithm>
#include <tuple>

namespace slipway {

HeldGpus heldGpus(const std::vector<std::pair<std::string, NodeStatus>>& nodes)
{
    HeldGpus held;
    for (const auto& [node, status] : nodes) {
        for (const GpuStatus& gpu : status.gpus) {
            if (!gpu.held_by.empty())
                ++held[gpu.held_by.substr(0, gpu.held_by.find('/'))];
        }
    }
    return held;
}

void sortFairly(std::vector<const Applicant*>& queue, const HeldGpus& held, Timestamp now,
                std::chrono::milliseconds starving)
{
    const auto rank = [&](const Applicant& applicant) {
        const bool starves = now - applicant.since > starving;
        const auto share = held.find(applicant.project);
        const std::int64_t gpus = share == held.end() ? 0 : share->second;
        return std::tuple(starves ? 0 : 1, starves ? 0 : gpus, starves ? 0 : -applicant.priority,
                          applicant.since, applicant.entered);
    };
    std::sort(queue.begin(), queue.end(),
              [&](const Applicant* a, const Applicant* b) { return rank(*a) < rank(*b); });
}

}  // namespace slipway

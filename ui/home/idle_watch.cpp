// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/idle_watch.h"

#include "ui/session/gpu_usage.h"
#include "ui/session/workspace.h"

#include <algorithm>

namespace slipway {

MeasuredUse measuredUse(const Workspace& workspace)
{
    MeasuredUse use;
    for (const ItemPtr& node : workspace.items(Kind::Node)) {
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus) {
            if (gpu.held_by.empty() || !gpu.utilization)
                continue;
            double& busiest = use.try_emplace(gpu.held_by, 0).first->second;
            busiest = std::max(busiest, *gpu.utilization);
        }
    }
    return use;
}

void IdleWatch::note(const MeasuredUse& use, Timestamp now)
{
    std::erase_if(since_, [&](const auto& entry) {
        const auto measured = use.find(entry.first);
        return measured == use.end() || measured->second >= idle_gpu_below;
    });
    for (const auto& [holder, busiest] : use)
        if (busiest < idle_gpu_below)
            since_.try_emplace(holder, now);
}

std::optional<Timestamp> IdleWatch::idleSince(const std::string& holder) const
{
    const auto found = since_.find(holder);
    return found == since_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace slipway

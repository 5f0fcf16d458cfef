// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/gpu_slots.h"

#include <algorithm>

namespace slipway {

const std::vector<std::string>& GpuSlots::update(const NodeUse& use)
{
    std::vector<std::string>& slots = nodes_[use.node.name];
    slots.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, use.node.accelerators)));
    std::map<std::string, std::int64_t> wanted(use.holders.begin(), use.holders.end());
    for (std::string& holder : slots) {
        const auto held = wanted.find(holder);
        if (held == wanted.end() || held->second == 0)
            holder.clear();
        else
            --held->second;
    }
    auto slot = slots.begin();
    for (auto& [pod, missing] : wanted) {
        for (; missing > 0; --missing) {
            slot = std::find(slot, slots.end(), std::string());
            if (slot == slots.end())
                return slots;  // More is promised than there is.
            *slot = pod;
        }
    }
    return slots;
}

std::vector<std::string> GpuSlots::of(const std::string& node, const std::string& pod) const
{
    std::vector<std::string> held;
    const auto known = nodes_.find(node);
    for (std::size_t i = 0; known != nodes_.end() && i < known->second.size(); ++i) {
        if (known->second[i] == pod)
            held.push_back(gpuId(node, i));
    }
    return held;
}

std::string gpuId(const std::string& node, std::size_t index)
{
    return node + "/" + std::to_string(index);
}

}  // namespace slipway

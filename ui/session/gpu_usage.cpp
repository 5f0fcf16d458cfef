// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/gpu_usage.h"

#include <algorithm>

namespace slipway {

std::optional<Holder> parseHolder(std::string_view held_by)
{
    const auto first = held_by.find('/');
    const auto last = held_by.rfind('/');
    if (first == std::string_view::npos || first == last)
        return std::nullopt;
    const auto kind = kindOfPlural(held_by.substr(first + 1, last - first - 1));
    if (!kind)
        return std::nullopt;
    return Holder{*kind, std::string(held_by.substr(0, first)), std::string(held_by.substr(last + 1))};
}

GpuUsage countGpus(const Workspace& workspace)
{
    GpuUsage usage;
    for (const ItemPtr& node : workspace.items(Kind::Node)) {
        usage.visible = true;
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus) {
            ++usage.total;
            if (gpu.held_by.empty()) {
                ++usage.free;
                continue;
            }
            const auto holder = parseHolder(gpu.held_by);
            if (!holder)
                continue;
            if (holder->project == workspace.project())
                ++usage.project;
            const auto item = workspace.find(holder->kind, holder->project + "/" + holder->name);
            if (item && workspace.isMine(item->resource))
                ++usage.mine;
        }
    }
    return usage;
}

bool anySimulated(const Workspace& workspace, const std::vector<std::string>& gpus)
{
    for (const ItemPtr& node : workspace.items(Kind::Node))
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus)
            if (gpu.simulated && std::find(gpus.begin(), gpus.end(), gpu.id) != gpus.end())
                return true;
    return false;
}

}  // namespace slipway

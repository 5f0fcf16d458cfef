// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/gpu_ledger.h"

#include <algorithm>

namespace slipway {

namespace {

std::vector<GpuStatus*> freeOn(NodeStatus& node, const TaskStart& task)
{
    std::vector<GpuStatus*> free;
    if (!task.cluster.empty() && node.engine != task.cluster)
        return free;
    for (GpuStatus& gpu : node.gpus) {
        if (gpu.held_by.empty() && (task.gpu_model.empty() || gpu.model == task.gpu_model))
            free.push_back(&gpu);
    }
    return free;
}

/// The node with the fewest left over, so that large demands find room; empty where none has enough.
std::vector<GpuStatus*> tightest(Nodes& nodes, const TaskStart& task)
{
    std::vector<GpuStatus*> best;
    const auto wanted = static_cast<std::size_t>(task.gpus);
    for (auto& [name, node] : nodes) {
        std::vector<GpuStatus*> free = freeOn(node, task);
        if (free.size() >= wanted && (best.empty() || free.size() < best.size()))
            best = std::move(free);
    }
    if (best.size() > wanted)
        best.resize(wanted);
    return best;
}

tl::unexpected<Error> noRoom()
{
    return fail(ErrorCode::ResourceExhausted, "The accelerators are in use.", "no-capacity");
}

}  // namespace

Result<void> GpuLedger::place(const TaskGroup& group, Nodes& nodes)
{
    for (const TaskStart& task : group) {
        if (task.gpus == 0)
            continue;
        const std::vector<GpuStatus*> gpus = tightest(nodes, task);
        if (gpus.empty())
            return noRoom();
        for (GpuStatus* gpu : gpus)
            gpu->held_by = task.holder;
    }
    return {};
}

Result<void> GpuLedger::fits(const TaskGroup& group)
{
    // Asked often, and mostly of one task: then nothing has to be tried on a copy.
    if (group.size() == 1 && (group.front().gpus == 0 || !tightest(nodes_, group.front()).empty()))
        return {};
    if (group.size() == 1)
        return noRoom();
    Nodes tried = nodes_;
    return place(group, tried);
}

Result<std::vector<TaskState>> GpuLedger::start(const TaskGroup& group)
{
    Nodes tried = nodes_;
    if (auto placed = place(group, tried); !placed)
        return propagate(placed);
    nodes_ = std::move(tried);
    return std::vector<TaskState>(group.size());
}

void GpuLedger::release(const std::string& holder)
{
    for (auto& [name, node] : nodes_) {
        for (GpuStatus& gpu : node.gpus) {
            if (gpu.held_by == holder)
                gpu.held_by.clear();
        }
    }
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/engine/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace slipway {

namespace {

/// What the collector beside a task asks for, see podObject().
constexpr std::int64_t collector_cpu_millis = 10;
constexpr std::int64_t collector_memory_bytes = 32ll << 20;

std::string counted(std::int64_t count, const std::string& unit)
{
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

std::string gpuUnit(const PodDemand& demand)
{
    return demand.gpu_model.empty() ? "GPU" : demand.gpu_model + " GPU";
}

bool suits(const KubeNode& node, const PodDemand& demand)
{
    return demand.gpus == 0 || demand.gpu_model.empty() || node.model == demand.gpu_model;
}

bool holds(const KubeNode& node, const PodDemand& demand)
{
    return suits(node, demand) && node.cpu_millis >= demand.cpu_millis &&
           node.memory_bytes >= demand.memory_bytes && node.accelerators >= demand.gpus;
}

bool hasRoom(const NodeUse& use, const PodDemand& demand)
{
    const KubeNode& node = use.node;
    return node.ready && !node.cordoned && suits(node, demand) &&
           node.cpu_millis - use.cpu_millis >= demand.cpu_millis &&
           node.memory_bytes - use.memory_bytes >= demand.memory_bytes &&
           node.accelerators - use.accelerators >= demand.gpus;
}

/// How little is left of a node afterwards; the least is the best. A task without GPUs keeps away from those
/// that others may want.
auto leftOver(const NodeUse& use, const PodDemand& demand)
{
    const std::int64_t gpus = use.node.accelerators - use.accelerators - demand.gpus;
    return std::tuple(gpus, use.node.cpu_millis - use.cpu_millis);
}

template <class Value>
std::int64_t most(const std::vector<NodeUse>& nodes, const PodDemand& demand, const Value& value)
{
    std::int64_t most = 0;
    for (const NodeUse& use : nodes) {
        if (suits(use.node, demand))
            most = std::max(most, value(use.node));
    }
    return most;
}

tl::unexpected<Error> neverFits(const std::vector<NodeUse>& nodes, const PodDemand& demand)
{
    const auto never = [](std::string message) {
        return fail(ErrorCode::InvalidArgument, std::move(message), "never-fits");
    };
    const auto gpus = most(nodes, demand, [](const KubeNode& node) { return node.accelerators; });
    if (demand.gpus > gpus)
        return never(fmt::format("Needs {} on one node; no node of the cluster has more than {}.",
                                 counted(demand.gpus, gpuUnit(demand)), gpus));
    const auto memory = most(nodes, demand, [](const KubeNode& node) { return node.memory_bytes; });
    if (demand.memory_bytes > memory)
        return never(fmt::format("Needs {} of memory on one node; no node of the cluster has more than {}.",
                                 Bytes(static_cast<std::uint64_t>(demand.memory_bytes)).text(),
                                 Bytes(static_cast<std::uint64_t>(memory)).text()));
    return never(fmt::format("Needs {} and {} of memory on one node, which no node of the cluster has.",
                             counted(demand.cpu_millis / 1000, "CPU"),
                             Bytes(static_cast<std::uint64_t>(demand.memory_bytes)).text()));
}

std::string whyNotNow(const std::vector<NodeUse>& nodes, const PodDemand& demand)
{
    std::int64_t free = 0;
    std::int64_t all = 0;
    for (const NodeUse& use : nodes) {
        if (!use.node.ready || use.node.cordoned || !suits(use.node, demand))
            continue;
        all += use.node.accelerators;
        free += use.node.accelerators - use.accelerators;
    }
    if (demand.gpus == 0)
        return fmt::format("Needs {} on one node; no node of the cluster has so much free.",
                           counted(demand.cpu_millis / 1000, "CPU"));
    const std::string needs = counted(demand.gpus, gpuUnit(demand));
    if (free < demand.gpus)
        return fmt::format("Needs {}; {} of the cluster's {} {} free.", needs, free, all,
                           free == 1 ? "is" : "are");
    return fmt::format("Needs {} on one node, with CPUs and memory; {} of the cluster's {} are free, but no "
                       "node has enough of all.",
                       needs, free, all);
}

void promise(NodeUse& use, const PodDemand& demand)
{
    use.cpu_millis += demand.cpu_millis;
    use.memory_bytes += demand.memory_bytes;
    use.accelerators += demand.gpus;
}

void countPromised(std::vector<NodeUse>& nodes, const std::vector<PromisedPod>& promised)
{
    for (const PromisedPod& pod : promised) {
        const auto use = std::find_if(nodes.begin(), nodes.end(),
                                      [&](const NodeUse& one) { return one.node.name == pod.node; });
        if (use == nodes.end())
            continue;
        promise(*use, pod.demand);
    }
}

KubeNode asIfReady(KubeNode node)
{
    node.ready = true;
    node.cordoned = false;
    return node;
}

/// Takes the room of all on `nodes`; they are of no use after an error.
Result<std::vector<PodPlace>> placeAll(std::vector<NodeUse>& nodes, const std::vector<PodDemand>& demands)
{
    std::vector<std::size_t> order(demands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(demands[a].gpus, demands[a].cpu_millis) >
               std::tuple(demands[b].gpus, demands[b].cpu_millis);
    });
    std::vector<PodPlace> places(demands.size());
    for (const std::size_t i : order) {
        NodeUse* best = nullptr;
        for (NodeUse& use : nodes) {
            if (hasRoom(use, demands[i]) &&
                (best == nullptr || leftOver(use, demands[i]) < leftOver(*best, demands[i])))
                best = &use;
        }
        if (best == nullptr)
            return fail(ErrorCode::ResourceExhausted, whyNotNow(nodes, demands[i]), "no-capacity");
        promise(*best, demands[i]);
        places[i] = PodPlace{best->node.name, best->node.accelerator};
    }
    return places;
}

}  // namespace

PodDemand demandOf(const TaskStart& start, int cpu_overcommit)
{
    return {start.cpus * 1000 / cpu_overcommit + collector_cpu_millis,
            static_cast<std::int64_t>(start.memory.count()) + collector_memory_bytes, start.gpus,
            start.gpu_model};
}

Result<PodPlace> choosePlace(std::vector<NodeUse> nodes, const std::vector<PromisedPod>& promised,
                             const PodDemand& demand)
{
    return choosePlaces(std::move(nodes), promised, {demand}).map([](std::vector<PodPlace> places) {
        return std::move(places.front());
    });
}

Result<std::vector<PodPlace>> choosePlaces(std::vector<NodeUse> nodes,
                                           const std::vector<PromisedPod>& promised,
                                           const std::vector<PodDemand>& demands)
{
    for (const PodDemand& demand : demands) {
        if (std::none_of(nodes.begin(), nodes.end(),
                         [&](const NodeUse& use) { return holds(use.node, demand); }))
            return neverFits(nodes, demand);
    }
    if (demands.size() > 1) {
        std::vector<NodeUse> empty = nodes;
        for (NodeUse& use : empty)
            use = NodeUse{asIfReady(use.node), 0, 0, 0, {}};
        if (!placeAll(empty, demands))
            return fail(
                ErrorCode::InvalidArgument,
                fmt::format("Its {} replicas together are more than the whole cluster has.", demands.size()),
                "never-fits");
    }
    countPromised(nodes, promised);
    auto places = placeAll(nodes, demands);
    if (!places && demands.size() > 1)
        return fail(ErrorCode::ResourceExhausted,
                    fmt::format("Only some of its {} replicas find room now. One more: {}", demands.size(),
                                places.error().message),
                    "no-capacity");
    return places;
}

}  // namespace slipway

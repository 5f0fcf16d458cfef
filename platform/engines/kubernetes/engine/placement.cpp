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

Result<GpuAsk> ask(const KubeNode& node, const PodDemand& demand)
{
    return askFor(demand.sharing, demand.gpus, demand.share, node.accelerator, node.parts);
}

/// Whether a node's GPUs, of which so much is promised, suffice.
bool sufficeGpus(const NodeUse& use, const PodDemand& demand)
{
    const Result<GpuAsk> asked = ask(use.node, demand);
    if (!asked)
        return false;
    if (asked->counted.empty())
        return use.node.accelerators - use.accelerators >= demand.gpus;
    const auto amount = [](const Amounts& of, const std::string& name) {
        const auto found = of.find(name);
        return found == of.end() ? std::int64_t(0) : found->second;
    };
    return std::all_of(asked->counted.begin(), asked->counted.end(), [&](const auto& one) {
        return amount(use.node.parts, one.first) - amount(use.parts, one.first) >= one.second;
    });
}

bool holds(const KubeNode& node, const PodDemand& demand)
{
    return suits(node, demand) && node.cpu_millis >= demand.cpu_millis &&
           node.memory_bytes >= demand.memory_bytes && sufficeGpus({node, 0, 0, 0, {}}, demand);
}

bool hasRoom(const NodeUse& use, const PodDemand& demand)
{
    const KubeNode& node = use.node;
    return node.ready && !node.cordoned && suits(node, demand) &&
           node.cpu_millis - use.cpu_millis >= demand.cpu_millis &&
           node.memory_bytes - use.memory_bytes >= demand.memory_bytes && sufficeGpus(use, demand);
}

/// What is counted in parts, of all of them.
std::int64_t partsLeft(const NodeUse& use)
{
    std::int64_t left = 0;
    for (const auto& [name, amount] : use.node.parts)
        left += amount;
    for (const auto& [name, amount] : use.parts)
        left -= amount;
    return left;
}

/// How little is left of a node afterwards; the least is the best. A task without GPUs keeps away from those
/// that others may want.
auto leftOver(const NodeUse& use, const PodDemand& demand)
{
    const std::int64_t gpus = use.node.accelerators - use.accelerators - demand.gpus;
    return std::tuple(gpus, partsLeft(use), use.node.cpu_millis - use.cpu_millis);
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

/// Why no node ever has such a part of a GPU with the rest of what is needed.
tl::unexpected<Error> neverShares(const std::vector<NodeUse>& nodes, const PodDemand& demand)
{
    Result<GpuAsk> asked = ask(KubeNode(), demand);
    for (const NodeUse& use : nodes) {
        if (!asked)
            asked = ask(use.node, demand);
    }
    if (!asked)
        return propagate(asked);
    return fail(
        ErrorCode::InvalidArgument,
        fmt::format("Needs {}% of {} on one node, with CPUs and memory, which no node of the cluster has.",
                    demand.share.percent, counted(demand.gpus, gpuUnit(demand))),
        "never-fits");
}

tl::unexpected<Error> neverFits(const std::vector<NodeUse>& nodes, const PodDemand& demand)
{
    const auto never = [](std::string message) {
        return fail(ErrorCode::InvalidArgument, std::move(message), "never-fits");
    };
    if (!demand.share.isWhole())
        return neverShares(nodes, demand);
    const auto gpus = most(nodes, demand, [](const KubeNode& node) { return node.accelerators; });
    if (demand.gpus > gpus && demand.sharing != GpuSharing::Hami && demand.sharing != GpuSharing::GpuManager)
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
    if (!demand.share.isWhole())
        return fmt::format("Needs {}% of {}; no node of the cluster has so much free.", demand.share.percent,
                           needs);
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
    const Result<GpuAsk> asked = ask(use.node, demand);
    if (!asked || asked->counted.empty()) {
        use.accelerators += demand.gpus;
        return;
    }
    for (const auto& [name, amount] : asked->counted)
        use.parts[name] += amount;
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
        if (const auto asked = ask(best->node, demands[i]); asked)
            places[i].gpus = asked->requests;
    }
    return places;
}

}  // namespace

PodDemand demandOf(const TaskStart& start, int cpu_overcommit, GpuSharing sharing)
{
    return {start.cpus * 1000 / cpu_overcommit + collector_cpu_millis,
            static_cast<std::int64_t>(start.memory.count()) + collector_memory_bytes,
            start.gpus,
            start.gpu_model,
            start.gpu_share,
            sharing};
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

Result<std::vector<PodPlace>> choosePlacesTogether(const std::vector<NodeUse>& nodes,
                                                   const std::vector<PromisedPod>& promised,
                                                   const std::vector<PodDemand>& demands)
{
    Result<std::vector<PodPlace>> closest = choosePlaces(nodes, promised, demands);
    if (!closest || demands.size() == 1)
        return closest;
    bool possible = false;
    for (const NodeUse& use : nodes) {
        auto places = choosePlaces({use}, promised, demands);
        if (places)
            return places;
        possible = possible || places.error().type == "no-capacity";
    }
    const std::string why =
        "Its replicas mount a volume that one node at a time can have, and no node has room for "
        "all of them";
    if (possible)
        return fail(ErrorCode::ResourceExhausted, why + " now.", "no-capacity");
    return fail(ErrorCode::InvalidArgument, why + ". Use a volume that many nodes can have.", "never-fits");
}

}  // namespace slipway

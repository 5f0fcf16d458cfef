// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/accelerators/allocator.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

namespace slipway {

namespace {

std::string counted(std::int64_t count, const std::string& unit)
{
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

std::string gpuUnit(const Demand& demand)
{
    return demand.gpu_model.empty() ? "GPU" : demand.gpu_model + " GPU";
}

}  // namespace

Allocator::Allocator(Machine machine) : machine_(std::move(machine)) {}

std::vector<const Accelerator*> Allocator::matching(const std::string& model) const
{
    std::vector<const Accelerator*> found;
    for (const Accelerator& accelerator : machine_.accelerators) {
        if (model.empty() || accelerator.model == model) {
            found.push_back(&accelerator);
        }
    }
    return found;
}

std::vector<const Accelerator*> Allocator::freeOf(const std::string& model) const
{
    std::vector<const Accelerator*> found = matching(model);
    std::erase_if(found,
                  [this](const Accelerator* accelerator) { return !holderOf(accelerator->id).empty(); });
    return found;
}

std::int64_t Allocator::largestSet(const std::string& model) const
{
    std::map<std::string, std::int64_t> sizes;
    std::int64_t largest = 0;
    for (const Accelerator* accelerator : matching(model)) {
        largest = std::max(largest, ++sizes[accelerator->model]);
    }
    return largest;
}

std::vector<const Accelerator*> Allocator::choose(const Demand& demand) const
{
    std::vector<const Accelerator*> best;
    std::set<std::string> models;
    for (const Accelerator* accelerator : matching(demand.gpu_model)) {
        models.insert(accelerator->model);
    }
    for (const std::string& model : models) {
        std::vector<const Accelerator*> free = freeOf(model);
        const bool enough = static_cast<std::int64_t>(free.size()) >= demand.gpus;
        if (enough && (best.empty() || free.size() < best.size())) {
            best = std::move(free);
        }
    }
    return best;
}

Result<void> Allocator::fitsEver(const Demand& demand) const
{
    const auto never = [](std::string message) {
        return fail(ErrorCode::InvalidArgument, std::move(message), "never-fits");
    };
    if (const std::int64_t most = largestSet(demand.gpu_model); demand.gpus > most) {
        return never(
            fmt::format("Needs {}; the machine has {}.", counted(demand.gpus, gpuUnit(demand)), most));
    }
    if (demand.cpus > machine_.cpus * cpu_overcommit) {
        return never(
            fmt::format("Needs {}; the machine has {}.", counted(demand.cpus, "CPU"), machine_.cpus));
    }
    if (demand.memory > machine_.memory) {
        return never(fmt::format("Needs {} of memory; the machine has {}.", demand.memory.text(),
                                 machine_.memory.text()));
    }
    return {};
}

std::string Allocator::gpusTaken(const Demand& demand) const
{
    std::vector<std::string> holders;
    for (const Accelerator* accelerator : matching(demand.gpu_model)) {
        const std::string holder = holderOf(accelerator->id);
        if (!holder.empty() && std::find(holders.begin(), holders.end(), holder) == holders.end()) {
            holders.push_back(holder);
        }
    }
    const std::string needs = counted(demand.gpus, gpuUnit(demand));
    const std::size_t all = matching(demand.gpu_model).size();
    const std::size_t free = freeOf(demand.gpu_model).size();
    const std::string list = fmt::format("{}", fmt::join(holders, ", "));
    if (free == 0) {
        return fmt::format("Needs {}; all {} are in use by {}.", needs, all, list);
    }
    return fmt::format("Needs {}; {} of {} {} free, the others are in use by {}.", needs, free, all,
                       free == 1 ? "is" : "are", list);
}

Result<void> Allocator::fits(const Demand& demand) const
{
    if (const auto ever = fitsEver(demand); !ever) {
        return ever;
    }
    const auto notNow = [](std::string message) {
        return fail(ErrorCode::ResourceExhausted, std::move(message), "no-capacity");
    };
    if (demand.gpus > 0 && choose(demand).empty()) {
        return notNow(gpusTaken(demand));
    }
    std::int64_t cpus = machine_.cpus * cpu_overcommit;
    std::uint64_t memory = machine_.memory.count();
    for (const auto& [key, grant] : grants_) {
        cpus -= grant.demand.cpus;
        memory -= std::min(memory, grant.demand.memory.count());
    }
    if (demand.cpus > cpus) {
        return notNow(fmt::format("Needs {}; the {} of this machine are promised {} times already.",
                                  counted(demand.cpus, "CPU"), counted(machine_.cpus, "CPU"),
                                  cpu_overcommit));
    }
    if (demand.memory.count() > memory) {
        return notNow(fmt::format("Needs {} of memory; {} of {} are free.", demand.memory.text(),
                                  Bytes(memory).text(), machine_.memory.text()));
    }
    return {};
}

Result<std::vector<std::string>> Allocator::take(const std::string& key, const std::string& holder,
                                                 const Demand& demand)
{
    if (const auto fit = fits(demand); !fit) {
        return propagate(fit);
    }
    std::vector<std::string> gpus;
    if (demand.gpus > 0) {
        const std::vector<const Accelerator*> free = choose(demand);
        std::transform(free.begin(), free.begin() + demand.gpus, std::back_inserter(gpus),
                       [](const Accelerator* accelerator) { return accelerator->id; });
    }
    grants_[key] = {holder, demand, gpus};
    return gpus;
}

Result<std::vector<std::vector<std::string>>> Allocator::takeAll(const std::vector<std::string>& keys,
                                                                 const std::string& holder,
                                                                 const std::vector<Demand>& demands)
{
    if (const auto fit = fitsAll(demands); !fit) {
        return propagate(fit);
    }
    std::vector<std::vector<std::string>> taken;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        auto gpus = take(keys[i], holder, demands[i]);
        if (!gpus) {
            return propagate(gpus);
        }
        taken.push_back(std::move(*gpus));
    }
    return taken;
}

Result<void> Allocator::fitsAll(const std::vector<Demand>& demands) const
{
    if (demands.size() == 1) {
        return fits(demands.front());
    }
    const auto tryAll = [&](Allocator room) -> Result<void> {
        std::size_t number = 0;
        for (const Demand& demand : demands) {
            const auto taken = room.take("replica " + std::to_string(number++), "its other replicas", demand);
            if (!taken) {
                return propagate(taken);
            }
        }
        return {};
    };
    if (const auto ever = tryAll(Allocator(machine_)); !ever) {
        const std::int64_t gpus =
            std::accumulate(demands.begin(), demands.end(), std::int64_t{0},
                            [](std::int64_t sum, const Demand& demand) { return sum + demand.gpus; });
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("Its {} replicas with {} together are more than the machine has: {}",
                                demands.size(), counted(gpus, "GPU"), ever.error().message),
                    "never-fits");
    }
    return tryAll(*this);
}

void Allocator::restore(const std::string& key, const std::string& holder, const Demand& demand,
                        const std::vector<std::string>& gpus)
{
    grants_[key] = {holder, demand, gpus};
}

void Allocator::release(const std::string& key)
{
    grants_.erase(key);
}

std::string Allocator::holderOf(const std::string& gpu) const
{
    for (const auto& [key, grant] : grants_) {
        if (std::find(grant.gpus.begin(), grant.gpus.end(), gpu) != grant.gpus.end()) {
            return grant.holder;
        }
    }
    return {};
}

}  // namespace slipway

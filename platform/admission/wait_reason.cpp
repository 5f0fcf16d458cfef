// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/wait_reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace slipway {

namespace {

std::string gpuCount(std::int64_t count, const std::string& model)
{
    return fmt::format("{}{} GPU{}", count, model.empty() ? "" : " " + model, count == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) {
        const bool last = i + 1 == names.size();
        text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
    }
    if (names.size() > shown)
        text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

struct GpuCensus {
    std::int64_t total = 0;
    std::int64_t free = 0;
    std::int64_t most_free_on_a_node = 0;
    std::set<std::string> holders;
};

GpuCensus countGpus(const std::string& model, const Nodes& nodes)
{
    GpuCensus census;
    for (const auto& [name, node] : nodes) {
        std::int64_t free = 0;
        for (const GpuStatus& gpu : node.gpus) {
            if (!model.empty() && gpu.model != model)
                continue;
            ++census.total;
            if (gpu.held_by.empty())
                ++free;
            else
                census.holders.insert(gpu.held_by);
        }
        census.free += free;
        census.most_free_on_a_node = std::max(census.most_free_on_a_node, free);
    }
    return census;
}

/// How many accelerators of each model are asked for; any model is the empty one.
std::map<std::string, std::int64_t> wanted(const TaskGroup& tasks)
{
    std::map<std::string, std::int64_t> models;
    for (const TaskStart& task : tasks) {
        if (task.gpus > 0)
            models[task.gpu_model] += task.gpus;
    }
    return models;
}

/// "4 H100 GPUs", "2 H100 GPUs and 1 GPU"
std::string gpusWanted(const TaskGroup& tasks)
{
    std::vector<std::string> counts;
    for (const auto& [model, count] : wanted(tasks))
        counts.push_back(gpuCount(count, model));
    return joined(counts);
}

std::string useOf(const GpuCensus& census)
{
    const std::vector<std::string> holders(census.holders.begin(), census.holders.end());
    if (holders.empty())
        return fmt::format("{} of {} are free", census.free, census.total);
    if (census.free > 0)
        return fmt::format("{} of {} {} free, the others are in use by {}", census.free, census.total,
                           census.free == 1 ? "is" : "are", joined(holders));
    if (census.total == 1)
        return "the only one is in use by " + joined(holders);
    return fmt::format("all {} are in use by {}", census.total, joined(holders));
}

}  // namespace

bool lacksGpus(const TaskGroup& tasks, const Nodes& nodes)
{
    for (const auto& [model, count] : wanted(tasks)) {
        const GpuCensus census = countGpus(model, nodes);
        const bool one_lacks = std::any_of(tasks.begin(), tasks.end(), [&](const TaskStart& task) {
            return task.gpu_model == model && task.gpus > census.most_free_on_a_node;
        });
        if (one_lacks || census.free < count)
            return true;
    }
    return false;
}

WaitReason waitForCapacity(const TaskGroup& tasks, const Nodes& nodes, const Error& engine_said)
{
    if (engine_said.type == "cluster-away" || engine_said.type == "cluster-paused" ||
        engine_said.type == "dataset-elsewhere" || engine_said.type == "tasks-not-separate")
        return {engine_said.type, engine_said.message};
    if (!lacksGpus(tasks, nodes))
        return {"waiting-for-capacity", engine_said.message};
    const std::map<std::string, std::int64_t> models = wanted(tasks);
    const std::string use = useOf(countGpus(models.size() == 1 ? models.begin()->first : "", nodes));
    const std::string replicas =
        tasks.size() > 1 ? fmt::format(" for its {} replicas", tasks.size()) : std::string();
    return {"waiting-for-gpu", fmt::format("Waits for {}{}; {}.", gpusWanted(tasks), replicas, use)};
}

WaitReason waitForTurn(const Applicant& ahead)
{
    const std::string what = ahead.gpus() > 0 ? gpusWanted(ahead.tasks) : std::string("room");
    return {"waiting-for-turn", fmt::format("Waits its turn: {}/{}/{} has waited long for {} and goes first.",
                                            ahead.project, info(ahead.kind).plural, ahead.name, what)};
}

std::string ordinal(std::size_t position)
{
    const std::size_t tens = position / 10 % 10;
    const std::size_t ones = position % 10;
    const char* suffix = tens == 1 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    return fmt::format("{}{}", position, suffix);
}

}  // namespace slipway

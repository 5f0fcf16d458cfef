// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/admission/wait_reason.h"

#include <fmt/format.h>

#include <algorithm>
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

}  // namespace

bool lacksGpus(const TaskStart& start, const Nodes& nodes)
{
    return start.gpus > 0 && countGpus(start.gpu_model, nodes).most_free_on_a_node < start.gpus;
}

WaitReason waitForCapacity(const TaskStart& start, const Nodes& nodes, const Error& engine_said)
{
    if (!lacksGpus(start, nodes))
        return {"waiting-for-capacity", engine_said.message};
    const GpuCensus census = countGpus(start.gpu_model, nodes);
    const std::vector<std::string> holders(census.holders.begin(), census.holders.end());
    std::string use;
    if (holders.empty())
        use = fmt::format("{} of {} are free", census.free, census.total);
    else if (census.free > 0)
        use = fmt::format("{} of {} {} free, the others are in use by {}", census.free, census.total,
                          census.free == 1 ? "is" : "are", joined(holders));
    else if (census.total == 1)
        use = "the only one is in use by " + joined(holders);
    else
        use = fmt::format("all {} are in use by {}", census.total, joined(holders));
    return {"waiting-for-gpu", fmt::format("Waits for {}; {}.", gpuCount(start.gpus, start.gpu_model), use)};
}

WaitReason waitForTurn(const Applicant& ahead)
{
    const std::string what =
        ahead.start.gpus > 0 ? gpuCount(ahead.start.gpus, ahead.start.gpu_model) : std::string("room");
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

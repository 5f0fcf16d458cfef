// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/gpu_sharing.h"

#include "platform/engines/kubernetes/view/object_text.h"
#include "platform/engines/kubernetes/view/quantity.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <tuple>

namespace slipway {

namespace {

constexpr std::array<std::string_view, 5> sharings{"none", "hami", "gpu-manager", "mig", "time-slicing"};

constexpr std::int64_t whole = 100;  // Percent, and cores of HAMi and of GPU manager.
constexpr const char* hami_gpus = "nvidia.com/gpu";
constexpr const char* hami_cores = "nvidia.com/gpucores";
constexpr const char* hami_memory = "nvidia.com/gpumem";
constexpr const char* hami_memory_percent = "nvidia.com/gpumem-percentage";
/// Where its device plugin tells the GPUs behind the slots that it offers: a JSON array.
constexpr const char* hami_register = "hami.io/node-nvidia-register";
constexpr const char* manager_cores = "tencent.com/vcuda-core";
constexpr const char* manager_memory = "tencent.com/vcuda-memory";
constexpr std::uint64_t manager_memory_unit = 256ull << 20;
constexpr const char* slices = "nvidia.com/gpu.shared";
constexpr std::string_view mig_prefix = "nvidia.com/mig-";
/// More than any node has, and so few that sums of them stay numbers.
constexpr std::int64_t most_parts = 1'000'000'000'000;
constexpr std::int64_t mig_slices = 7;  // Of a whole GPU.

tl::unexpected<Error> cannot(std::string why)
{
    return fail(ErrorCode::InvalidArgument, std::move(why), "no-gpu-fractions", "spec.flavor");
}

/// "nvidia.com/mig-3g.40gb"
struct MigProfile {
    std::int64_t slices = 0, gigabytes = 0;
};

std::optional<MigProfile> readProfile(std::string_view resource)
{
    MigProfile profile;
    if (!resource.starts_with(mig_prefix))
        return std::nullopt;
    const char* end = resource.data() + resource.size();
    const auto compute = std::from_chars(resource.data() + mig_prefix.size(), end, profile.slices);
    if (compute.ec != std::errc() || !std::string_view(compute.ptr, end).starts_with("g."))
        return std::nullopt;
    const auto memory = std::from_chars(compute.ptr + 2, end, profile.gigabytes);
    if (memory.ec != std::errc() || !std::string_view(memory.ptr, end).starts_with("gb"))
        return std::nullopt;
    return profile;
}

bool isCounted(GpuSharing sharing, std::string_view resource)
{
    switch (sharing) {
    case GpuSharing::GpuManager:
        return resource == manager_cores || resource == manager_memory;
    case GpuSharing::Mig:
        return readProfile(resource).has_value();
    case GpuSharing::TimeSlicing:
        return resource == slices;
    case GpuSharing::Hami:  // Counted otherwise: its nodes do not offer what its pods ask for.
    case GpuSharing::None:
        break;
    }
    return false;
}

Amounts countedOf(GpuSharing sharing, const Json& amounts)
{
    Amounts counted;
    if (!amounts.is_object())
        return counted;
    for (const auto& [resource, amount] : amounts.items()) {
        if (!isCounted(sharing, resource) || !amount.is_string())
            continue;
        if (const auto number = wholes(amount.get<std::string>()); number && *number > 0)
            counted[resource] = std::min(*number, most_parts);
    }
    return counted;
}

std::int64_t hamiCores(const Json& node)
{
    std::int64_t cores = 0;
    const auto devices = parseJson(textAt(node, {"metadata", "annotations", hami_register}));
    if (!devices || !devices->is_array())
        return 0;
    for (const Json& device : *devices) {
        const Json& count = memberAt(device, {"devcore"});
        if (count.is_number_integer() && memberAt(device, {"health"}) == true)
            cores += std::clamp<std::int64_t>(count.get<std::int64_t>(), 0, whole * whole);
    }
    return cores;
}

GpuAsk askHami(std::int64_t gpus, const GpuShare& share)
{
    GpuAsk ask;
    ask.requests[hami_gpus] = gpus;
    ask.requests[hami_cores] = share.percent;
    if (share.memory.count() > 0)
        ask.requests[hami_memory] = static_cast<std::int64_t>(share.memory.count() >> 20);
    else
        ask.requests[hami_memory_percent] = share.percent;
    ask.counted[hami_cores] = gpus * share.percent;
    return ask;
}

Result<GpuAsk> askManager(std::int64_t gpus, const GpuShare& share)
{
    GpuAsk ask;
    if (share.isWhole()) {
        ask.requests = ask.counted = {{manager_cores, gpus * whole}};
        return ask;
    }
    if (gpus > 1 || share.memory.count() == 0 || share.percent == whole)
        return cannot(
            "GPU manager gives a part of one GPU alone, with its memory. Choose a flavor with gpus of 1, "
            "gpu_fraction and gpu_memory.");
    const std::uint64_t units = (share.memory.count() + manager_memory_unit - 1) / manager_memory_unit;
    ask.requests =
        ask.counted = {{manager_cores, share.percent}, {manager_memory, static_cast<std::int64_t>(units)}};
    return ask;
}

/// The smallest profile that has all of it.
Result<GpuAsk> askMig(std::int64_t gpus, const GpuShare& share, const Amounts& offered)
{
    std::string best;
    MigProfile size;
    const std::int64_t least = share.percent == whole ? 1 : (share.percent * mig_slices + whole - 1) / whole;
    for (const auto& [resource, amount] : offered) {
        const auto profile = readProfile(resource);
        if (!profile || profile->slices < least ||
            static_cast<std::uint64_t>(profile->gigabytes) * 1'000'000'000 < share.memory.count())
            continue;
        if (best.empty() ||
            std::tie(profile->slices, profile->gigabytes) < std::tie(size.slices, size.gigabytes)) {
            best = resource;
            size = *profile;
        }
    }
    if (best.empty())
        return cannot("No GPU of the cluster is divided into parts as large as that (MIG).");
    return GpuAsk{{{best, gpus}}, {{best, gpus}}};
}

}  // namespace

Result<GpuSharing> parseGpuSharing(std::string_view text)
{
    const auto found = std::find(sharings.begin(), sharings.end(), text);
    if (found == sharings.end())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" is not known. Use one of: {}.", text, fmt::join(sharings, ", ")));
    return static_cast<GpuSharing>(found - sharings.begin());
}

Amounts partsOffered(GpuSharing sharing, const Json& node)
{
    if (sharing != GpuSharing::Hami)
        return countedOf(sharing, memberAt(node, {"status", "allocatable"}));
    const std::int64_t cores = hamiCores(node);
    return cores > 0 ? Amounts{{hami_cores, cores}} : Amounts();
}

Amounts partsAsked(GpuSharing sharing, const Json& requests)
{
    if (sharing != GpuSharing::Hami)
        return countedOf(sharing, requests);
    const auto amount = [&](const char* name) { return wholes(textAt(requests, {name})).value_or(0); };
    const std::int64_t gpus = std::clamp<std::int64_t>(amount(hami_gpus), 0, 1'000'000);
    std::int64_t cores = std::clamp<std::int64_t>(amount(hami_cores), 0, whole);
    // Who asks for nothing but the GPU has all of it.
    if (cores == 0 && amount(hami_memory) == 0 && amount(hami_memory_percent) == 0)
        cores = whole;
    return gpus > 0 ? Amounts{{hami_cores, gpus * cores}} : Amounts();
}

Result<GpuAsk> askFor(GpuSharing sharing, std::int64_t gpus, const GpuShare& share,
                      const std::string& accelerator, const Amounts& offered)
{
    if (gpus == 0)
        return GpuAsk();
    if (sharing == GpuSharing::Hami)
        return askHami(gpus, share);
    if (sharing == GpuSharing::GpuManager)
        return askManager(gpus, share);
    if (share.isWhole())
        return GpuAsk{{{accelerator, gpus}}, {}};
    if (sharing == GpuSharing::Mig)
        return askMig(gpus, share, offered);
    if (sharing == GpuSharing::None)
        return cannot(
            "The cluster gives out whole GPUs alone. Choose a flavor without gpu_fraction and "
            "gpu_memory, or have slipwayd started with --cluster-gpu-fractions where the cluster can "
            "divide them.");
    if (share.memory.count() > 0)
        return cannot("Time slicing holds nobody to a part of a GPU's memory. Choose a flavor without "
                      "gpu_memory.");
    return GpuAsk{{{slices, gpus}}, {{slices, gpus}}};
}

}  // namespace slipway

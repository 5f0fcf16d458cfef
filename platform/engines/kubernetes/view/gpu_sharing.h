// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json.h"
#include "core/resources/flavor_spec.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace slipway {

/// What hands out parts of a cluster's GPUs. Sources of the names: HAMi, "Allocate device cores/memory";
/// tkestack/gpu-manager, README, where 100 cores are a GPU and a unit of memory is 256 MiB; NVIDIA's device
/// plugin, README, sections on MIG ("mixed") and time slicing (with renameByDefault).
enum class GpuSharing { None, Hami, GpuManager, Mig, TimeSlicing };

/// Reads "none", "hami", "gpu-manager", "mig" or "time-slicing".
Result<GpuSharing> parseGpuSharing(std::string_view text);

/// Amounts of extended resources, by name.
using Amounts = std::map<std::string, std::int64_t>;

/// What of a node's GPUs can be had in parts, in the units that partsAsked() and GpuAsk count in.
Amounts partsOffered(GpuSharing sharing, const Json& node);
/// The same of what a container's requests take.
Amounts partsAsked(GpuSharing sharing, const Json& requests);

/// What a pod asks its node for.
struct GpuAsk {
    Amounts requests;  ///< In its container's resources.
    Amounts counted;   ///< What of partsOffered() that takes; nothing where whole GPUs are counted.
};

/// How `gpus` of them, or that part of each, are asked of a node that has `accelerator` and offers these
/// parts. `InvalidArgument` (type "no-gpu-fractions") when such a part cannot be had.
Result<GpuAsk> askFor(GpuSharing sharing, std::int64_t gpus, const GpuShare& share,
                      const std::string& accelerator, const Amounts& offered);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace slipway {

/// A part of a GPU that several workloads share.
struct GpuShare {
    std::int64_t percent = 100;  ///< Of its computing power, 1 to 100. JSON: `gpu_fraction`, 0.01 to 1.
    Bytes memory = {};           ///< At most, of its memory; 0 = as `percent` says. JSON: `gpu_memory`.

    /// Whether that is a GPU which nobody else has.
    bool isWhole() const { return percent == 100 && memory.count() == 0; }
    bool operator==(const GpuShare&) const = default;
};

/// What a workload costs, as an administrator says.
struct Price {
    double per_hour = 0;   ///< Of running; at least 0. JSON: `price_per_hour`.
    std::string currency;  ///< Three letters as in ISO 4217, such as "USD". JSON: `currency`.

    bool operator==(const Price&) const = default;
};

/// A size of machine to ask for.
struct FlavorSpec {
    std::int64_t cpus = 1;
    Bytes memory = 2_GiB;  ///< JSON: "2GiB" or a number of bytes.
    std::int64_t gpus = 0;
    std::string gpu_model;  ///< Any model when empty.
    std::string description;
    Bytes disk = {};     ///< What a workload may hold on the disk of its machine; 0 = as much as there is.
    Bytes scratch = {};  ///< On the disk of its machine for what an attempt may lose; 0 = none.
    GpuShare gpu_share = {};          ///< Of each of `gpus`.
    std::optional<Price> price = {};  ///< Of one workload, or of one replica; none where nobody set it.

    bool operator==(const FlavorSpec&) const = default;
};

/// See specs.h for what these promise.
Result<FlavorSpec> readFlavorSpec(const Json& spec);
Json write(const FlavorSpec& spec);

}  // namespace slipway

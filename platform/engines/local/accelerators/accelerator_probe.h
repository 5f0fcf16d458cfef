// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// One accelerator of this machine.
struct Accelerator {
    std::string id;       ///< "GPU-8d3f..." or "sim-0"
    std::string visible;  ///< How CUDA_VISIBLE_DEVICES names it.
    std::string model;
    Bytes memory;
    bool simulated = false;
};

/// How much it does now.
struct AcceleratorUsage {
    std::optional<double> utilization;  ///< 0 to 1
    std::optional<std::int64_t> used_memory_bytes;
};

/// Finds the accelerators of this machine. Thread-safe.
class AcceleratorProbe {
public:
    virtual ~AcceleratorProbe() = default;
    /// Always the same ones in the same order.
    virtual const std::vector<Accelerator>& accelerators() const = 0;
    /// Of accelerators()[index].
    virtual AcceleratorUsage usage(std::size_t index) const = 0;
    /// For people: why there are none, or what is special about them; may be empty.
    virtual std::string message() const = 0;
};

}  // namespace slipway

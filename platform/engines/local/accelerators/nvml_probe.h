// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/local/accelerators/accelerator_probe.h"

#include <memory>

namespace slipway {

/// NVIDIA's GPUs, asked of the driver's own library, which is loaded when it is there.
/// Source: the NVML API Reference Guide.
class NvmlProbe final : public AcceleratorProbe {
public:
    NvmlProbe();
    ~NvmlProbe() override;

    const std::vector<Accelerator>& accelerators() const override { return accelerators_; }
    AcceleratorUsage usage(std::size_t index) const override;
    std::string message() const override { return message_; }

private:
    class Library;
    std::unique_ptr<Library> library_;
    std::vector<Accelerator> accelerators_;
    std::string message_;
};

}  // namespace slipway

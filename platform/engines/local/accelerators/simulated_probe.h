// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/engines/local/accelerators/accelerator_probe.h"

namespace slipway {

/// Accelerators that do not exist, always labelled so: to try the platform on a machine without any.
class SimulatedProbe final : public AcceleratorProbe {
public:
    explicit SimulatedProbe(int count);

    const std::vector<Accelerator>& accelerators() const override { return accelerators_; }
    AcceleratorUsage usage(std::size_t) const override { return {}; }
    std::string message() const override;

private:
    std::vector<Accelerator> accelerators_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/local/accelerators/simulated_probe.h"

namespace slipway {

SimulatedProbe::SimulatedProbe(int count)
{
    for (int i = 0; i < count; ++i) {
        const std::string index = std::to_string(i);
        accelerators_.push_back({"sim-" + index, index, "simulated", 80_GiB, true});
    }
}

std::string SimulatedProbe::message() const
{
    return "The GPUs of this machine are simulated: they are counted and assigned, but compute nothing.";
}

}  // namespace slipway

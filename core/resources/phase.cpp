// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resources/phase.h"

#include <array>

namespace slipway {
namespace {

constexpr std::array<std::string_view, 10> phase_names{"Pending",  "Queued",   "Starting",  "Running",
                                                       "Stopping", "Released", "Succeeded", "Failed",
                                                       "Stopped",  "Lost"};

}  // namespace

std::string_view name(Phase phase)
{
    return phase_names[static_cast<std::size_t>(phase)];
}

std::optional<Phase> phaseNamed(std::string_view name)
{
    for (std::size_t i = 0; i < phase_names.size(); ++i) {
        if (phase_names[i] == name)
            return static_cast<Phase>(i);
    }
    return std::nullopt;
}

bool isTerminal(Phase phase)
{
    switch (phase) {
    case Phase::Released:
    case Phase::Succeeded:
    case Phase::Failed:
    case Phase::Stopped:
    case Phase::Lost:
        return true;
    case Phase::Pending:
    case Phase::Queued:
    case Phase::Starting:
    case Phase::Running:
    case Phase::Stopping:
        break;
    }
    return false;
}

}  // namespace slipway

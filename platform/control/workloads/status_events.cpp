// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/workloads/status_events.h"

#include <fmt/format.h>

namespace slipway {

namespace {

/// The reason of everything that is queued, until admission says another.
constexpr std::string_view in_line = "queued";

std::optional<StatusEvent> queued(const WorkloadStatus& before, const WorkloadStatus& after)
{
    const bool told = before.phase == Phase::Queued && before.reason != in_line;
    if (told || after.reason.empty() || after.reason == in_line)
        return std::nullopt;
    return StatusEvent{"queue", after.message};
}

std::optional<StatusEvent> begun(const WorkloadStatus& after)
{
    std::string detail = fmt::format("Attempt {} begins", after.attempt);
    if (!after.node.empty())
        detail += " on " + after.node;
    if (!after.gpus.empty())
        detail += fmt::format(" with {} GPU{}", after.gpus.size(), after.gpus.size() == 1 ? "" : "s");
    return StatusEvent{"prepare", detail + "."};
}

}  // namespace

std::optional<StatusEvent> eventOf(const WorkloadStatus& before, const WorkloadStatus& after)
{
    if (after.phase == Phase::Queued)
        return queued(before, after);
    const bool new_attempt = after.attempt != before.attempt;
    if (after.phase == Phase::Starting && (before.phase != Phase::Starting || new_attempt))
        return begun(after);
    if (isTerminal(after.phase) || after.reason.empty() || after.reason == before.reason)
        return std::nullopt;
    return StatusEvent{"wait", after.message};
}

}  // namespace slipway

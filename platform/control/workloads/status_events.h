// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/resources/statuses.h"

#include <optional>
#include <string>

namespace slipway {

/// Something of note that happened to a workload without anybody asking, as its history tells it.
struct StatusEvent {
    std::string action;  ///< "queue", "prepare" or "wait"
    std::string detail;

    bool operator==(const StatusEvent&) const = default;
};

/// What a new status tells that the one before did not: that it waits in the queue and why, once each time it
/// is queued; that an attempt was begun and where; what holds it up before or while it runs. Its start and
/// its end are told by whoever writes them.
std::optional<StatusEvent> eventOf(const WorkloadStatus& before, const WorkloadStatus& after);

}  // namespace slipway

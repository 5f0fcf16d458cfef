// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <map>
#include <optional>
#include <string>

namespace slipway {

class Workspace;

/// How busy the GPUs of each workload are, by "project/jobs/name"; the busiest of them, 0 to 1. What cannot
/// be measured is left out.
using MeasuredUse = std::map<std::string, double, std::less<>>;
MeasuredUse measuredUse(const Workspace& workspace);

/// Remembers since when the GPUs of workloads have computed nothing. It knows no more than what it was told,
/// so times are "at least".
class IdleWatch {
public:
    void note(const MeasuredUse& use, Timestamp now);
    /// After a time in which nobody looked.
    void forget() { since_.clear(); }
    /// Since when at least; nothing for what is busy or not measured.
    std::optional<Timestamp> idleSince(const std::string& holder) const;

private:
    std::map<std::string, Timestamp, std::less<>> since_;
};

}  // namespace slipway

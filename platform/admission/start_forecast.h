// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/admission/queue_walk.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

/// Why nobody can say when something starts.
enum class StartUnknown {
    HeldWithoutLimit,   ///< What holds the accelerators that it needs has no limit of time.
    AheadWithoutLimit,  ///< Those before it have none.
    AheadUnknown,       ///< It waits for its turn behind one of which nobody can say either.
    NotForGpus,         ///< It waits for something else than accelerators.
    TooFar,             ///< Too many are before it.
};

/// The word that the API says for it, such as "held-without-limit".
std::string_view name(StartUnknown why);

/// When something in the queue starts at the latest, or why that is not known.
struct StartForecast {
    std::optional<Timestamp> latest;
    StartUnknown why = StartUnknown::TooFar;  ///< Where there is no time.

    bool operator==(const StartForecast&) const = default;
};

/// When each holder of accelerators ("project/jobs/name") ends at the latest; nothing for one without a
/// limit.
using HolderEnds = std::map<std::string, std::optional<Timestamp>, std::less<>>;

/// Lets the queue run on, at the clock of limits of time: accelerators come free when their holders' limits
/// end, and whose turn it then is starts, as QueueWalk says, and holds them for its own limit. By workload.
///
/// Only accelerators are reckoned with, and those who wait now. So a start can be sooner, and later when
/// others come who go first.
std::map<ResourceId, StartForecast> forecastStarts(const std::vector<std::shared_ptr<const Applicant>>& queue,
                                                   Nodes nodes, const HolderEnds& ends,
                                                   const AdmissionOptions& options, Timestamp now);

}  // namespace slipway

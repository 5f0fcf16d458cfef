// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "ui/session/item.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

class Workspace;

/// The GPUs of each machine by when they come free at the latest: `Timestamp::min()` is now, nothing is a
/// holder without a limit of time.
using GpuLimits = std::map<std::string, std::vector<std::optional<Timestamp>>>;

/// When so many GPUs of one machine are free at the latest, as far as limits of time tell.
std::optional<Timestamp> latestFree(const GpuLimits& limits, std::int64_t gpus);

/// What can be known of how long something waits, from what this user may see.
class WaitOutlook {
    Q_DECLARE_TR_FUNCTIONS(WaitOutlook)
public:
    explicit WaitOutlook(const Workspace& workspace);

    /// "By 15:20 at the latest, when limits of time end what runs." Only for the first in line, since nobody
    /// can know what those before others take; empty where no limits tell.
    QString start(std::int64_t position, std::int64_t gpus, Timestamp now) const;

    /// What its owner could do: choose a flavor that has room now, or release what is idle. Empty when there
    /// is nothing.
    QString help(const Item& waiting) const;

private:
    QString smallerFlavor(const Item& waiting) const;

    const Workspace& workspace_;
    GpuLimits limits_;
    std::int64_t largest_free_ = 0;  ///< GPUs on one machine.
};

}  // namespace slipway

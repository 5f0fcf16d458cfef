// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "core/time.h"
#include "ui/session/item.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>

namespace slipway {

class Workspace;

/// What can be known of how long something waits, from what this user may see.
class WaitOutlook {
    Q_DECLARE_TR_FUNCTIONS(WaitOutlook)
public:
    explicit WaitOutlook(const Workspace& workspace);

    /// "By 15:20 at the latest, when time limits end what runs." Empty where the server does not know.
    static QString start(const QueueEntry& entry, Timestamp now);
    /// The same, or why nobody can tell; empty where the server says nothing of it.
    static QString startOrWhyNot(const QueueEntry& entry, Timestamp now);

    /// What its owner could do: choose a flavor that has room now, or release what is idle. Empty when there
    /// is nothing.
    QString help(const Item& waiting) const;

private:
    QString smallerFlavor(const Item& waiting) const;

    const Workspace& workspace_;
    std::int64_t largest_free_ = 0;  ///< GPUs on one machine.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/home_row.h"
#include "ui/home/idle_watch.h"
#include "ui/home/pins.h"
#include "ui/parts/wait_outlook.h"
#include "ui/session/workspace.h"

#include <QCoreApplication>

#include <vector>

namespace slipway {

/// What of the user's own there is, in all projects, as the home page shows it.
struct HomeRows {
    QList<HomeRow> running;
    QList<HomeRow> waiting;
    QList<HomeRow> failed;  ///< Within the last three days and not put aside, newest first.
    QList<HomeRow> idle;    ///< Holds GPUs that compute nothing.
    QList<HomeRow> pinned;
    QList<HomeRow> recent;  ///< Of what is nowhere else on the page, newest first.
};

/// Builds the rows.
class HomeRowBuilder {
    Q_DECLARE_TR_FUNCTIONS(HomeRows)
public:
    /// `queue` is what waits, as the platform told last.
    HomeRowBuilder(const Workspace& workspace, const Pins& pins, const IdleWatch& idle,
                   const std::vector<QueueEntry>& queue, Timestamp now);

    /// `mine` are environments, jobs and datasets of the user.
    HomeRows build(const std::vector<ItemPtr>& mine) const;

private:
    void addRunning(HomeRows& rows, const Item& item) const;
    HomeRow row(const Item& item) const;
    HomeRow running(const Item& item) const;
    HomeRow waiting(const Item& item) const;
    HomeRow failed(const Item& item) const;
    HomeRow idle(const Item& item, Timestamp since) const;
    HomeRow recent(const Item& item) const;
    QList<HomeRow> pinned() const;
    QString gpusOf(const Item& item) const;
    const QueueEntry* place(const Item& item) const;

    const Workspace& workspace_;
    const Pins& pins_;
    const IdleWatch& idle_;
    const std::vector<QueueEntry>& queue_;
    Timestamp now_;
    WaitOutlook outlook_;
    MeasuredUse use_;
};

/// When something last happened to an item that is known here.
Timestamp lastChange(const Item& item);

}  // namespace slipway

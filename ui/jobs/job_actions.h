// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

class QWidget;

namespace slipway {

/// What can be done with jobs, from wherever it is asked. Says how it went in toasts.
class JobActions : public QObject {
    Q_OBJECT
public:
    explicit JobActions(Workbench& workbench, QObject* parent = nullptr);

    /// Others than its owner give a reason.
    void stop(const Resource& job, QWidget* window);
    /// Asks first; `window` is the dialog's parent.
    void remove(const Resource& job, QWidget* window);
    /// The same with many at once.
    std::vector<BulkAction> bulk();

    static bool canStop(Phase phase) { return !isTerminal(phase) && phase != Phase::Stopping; }

private:
    void stopNow(const Resource& job, const std::string& reason);

    Workbench& workbench_;
    PendingCalls calls_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/pending_calls.h"

#include <QObject>

namespace slipway {

/// Asks once, then does an action with many items, some of them at a time, and says in one toast how it went:
/// with how many, and with which not and why. Deletes itself at the end.
class BulkRun : public QObject {
    Q_OBJECT

public:
    /// Asks the user in a dialog of `window`. `action` is kept; items that it does not apply to are left out,
    /// and nothing happens when none is left.
    static void ask(Workbench& workbench, const BulkAction& action, const Items& items, QWidget* window);

private:
    struct Failure {
        std::string name;
        Error error;
    };

    BulkRun(Workbench& workbench, BulkAction action, Items items, std::string reason, QObject* parent);

    void next();
    void start(const ItemPtr& item);
    void report();

    Workbench& workbench_;
    const BulkAction action_;
    const Items items_;
    const std::string reason_;
    std::size_t started_ = 0;
    std::size_t ended_ = 0;
    Items good_;
    std::vector<Failure> failures_;
    PendingCalls calls_;
};

}  // namespace slipway

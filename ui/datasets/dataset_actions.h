// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

class QWidget;

namespace slipway {

/// What can be done with datasets, from wherever it is asked. Says how it went in toasts.
class DatasetActions : public QObject {
    Q_OBJECT
public:
    explicit DatasetActions(Workbench& workbench, QObject* parent = nullptr);

    /// Has it copied to a further store, where it stays.
    void copyTo(const Resource& dataset, const std::string& store);

    /// Asks first; `window` is the dialog's parent.
    void remove(const Resource& dataset, QWidget* window);
    /// The same with many at once.
    std::vector<BulkAction> bulk();

private:
    Workbench& workbench_;
    PendingCalls calls_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

class QWidget;

namespace slipway {

/// What can be done with volumes, from wherever it is asked. Says how it went in toasts.
class VolumeActions : public QObject {
    Q_OBJECT
public:
    explicit VolumeActions(Workbench& workbench, QObject* parent = nullptr);

    /// Asks for the new size; `window` is the dialog's parent.
    void grow(const ItemPtr& volume, QWidget* window);
    /// Asks first.
    void remove(const Resource& volume, QWidget* window);
    /// The same with many at once.
    std::vector<BulkAction> bulk();

    /// Only what the platform made itself has a size that can be asked for.
    static bool canGrow(const Item& volume);

private:
    Workbench& workbench_;
    PendingCalls calls_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

class QWidget;

namespace slipway {

/// What can be done with templates, from wherever it is asked. Says how it went in toasts.
class TemplateActions : public QObject {
    Q_OBJECT
public:
    explicit TemplateActions(Workbench& workbench, QObject* parent = nullptr);

    /// Asks for another name; `window` is the dialog's parent.
    void rename(const ItemPtr& kept, QWidget* window);
    /// Asks first.
    void remove(const Resource& kept, QWidget* window);
    /// The same with many at once.
    std::vector<BulkAction> bulk();

Q_SIGNALS:
    /// It has another key now.
    void renamed(const std::string& key);

private:
    Workbench& workbench_;
    PendingCalls calls_;
};

}  // namespace slipway

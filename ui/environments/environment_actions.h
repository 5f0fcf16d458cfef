// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QObject>

#include <set>
#include <string>

class QWidget;

namespace slipway {

/// What can be done with environments, from wherever it is asked. Says how it went in toasts.
class EnvironmentActions : public QObject {
    Q_OBJECT
public:
    explicit EnvironmentActions(Workbench& workbench, QObject* parent = nullptr);

    /// No question is asked of its owner, since nothing is lost; the toast offers to resume. Others give a
    /// reason.
    void release(const Resource& environment, QWidget* window);
    void resume(const Resource& environment);
    /// Opens Jupyter in the browser, signed in.
    void open(const Resource& environment);
    /// Asks first; `window` is the dialog's parent.
    void remove(const Resource& environment, QWidget* window);
    /// The same with many at once.
    std::vector<BulkAction> bulk();

    static bool canRelease(Phase phase);
    static bool canResume(Phase phase);
    static bool canOpen(Phase phase);

private:
    void act(const Resource& environment, const std::string& verb, const std::string& reason = {});
    void watch(const std::vector<ItemChange>& changes);
    void sayReleased(const Item& environment);
    void offerLink(const QString& link);

    Workbench& workbench_;
    PendingCalls calls_;
    std::set<std::string> releasing_;  ///< Keys of those whose release is on its way.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/workspace.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace slipway {

/// Asks the server, while somebody types, whether what a form says could be created.
///
/// One question at a time: a newer one makes the answer to an older one void.
class DryRun : public QObject {
    Q_OBJECT
public:
    using Answered = std::function<void(const Result<Resource>& answer)>;
    DryRun(Workspace& workspace, std::function<Resource()> form, Answered answered,
           QObject* parent = nullptr);

    /// Asks soon, once typing pauses.
    void schedule();
    /// Asks nothing more; an answer that is on its way is void.
    void cancel();

private:
    void ask();

    Workspace& workspace_;
    std::function<Resource()> form_;
    Answered answered_;
    QTimer pause_;
    PendingCalls calls_;
};

/// "Can start now." or why it would wait, of what a dry run answered.
QString prospect(const Resource& answered);

}  // namespace slipway

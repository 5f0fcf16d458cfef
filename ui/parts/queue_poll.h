// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"

#include <QObject>
#include <QTimer>

#include <vector>

class QWidget;

namespace slipway {

class Workspace;

/// Knows the queue for a view, and asks for it anew every few seconds while something in it is looked at.
class QueuePoll : public QObject {
    Q_OBJECT
public:
    /// Belongs to the view.
    QueuePoll(Workspace& workspace, QWidget& view);

    /// What is looked at; nothing is asked while it does not wait, or while there is none.
    void setItem(const ItemPtr& item);
    /// Its place in the queue; null where that is not known.
    const QueueEntry* entry() const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask();

    Workspace& workspace_;
    QWidget& view_;
    ItemPtr item_;
    std::vector<QueueEntry> entries_;
    QTimer again_;
    PendingCalls calls_;
};

}  // namespace slipway

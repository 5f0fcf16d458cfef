// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/session.h"
#include "ui/parts/workbench.h"

#include <QWidget>

#include <vector>

namespace slipway {

class FilteredTable;
class KeyedTableModel;

/// What waits, why, and when it starts at the latest where time limits tell.
class QueueTab : public QWidget {
    Q_OBJECT
public:
    explicit QueueTab(Workbench& workbench, QWidget* parent = nullptr);

    void show(std::vector<QueueEntry> entries);
    using QWidget::show;
    /// Says why, while nothing was ever shown.
    void fail(const QString& why);
    std::size_t count() const { return entries_.size(); }

Q_SIGNALS:
    void itemRequested(slipway::Kind kind, const std::string& key);

private:
    void retranslate();
    void fill();

    Workbench& workbench_;
    FilteredTable* list_;
    KeyedTableModel* model_;
    std::vector<QueueEntry> entries_;
    bool known_ = false;  ///< Something was shown once.
};

}  // namespace slipway

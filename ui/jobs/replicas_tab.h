// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/item.h"

#include <QWidget>

namespace slipway {

class FilteredTable;
class KeyedTableModel;

/// The replicas of a distributed job: where each runs, and how it ended.
class ReplicasTab : public QWidget {
    Q_OBJECT
public:
    explicit ReplicasTab(Workbench& workbench, QWidget* parent = nullptr);

    void show(const ItemPtr& item);
    using QWidget::show;

Q_SIGNALS:
    /// Somebody wants to see what it writes.
    void logRequested(const QString& replica);

private:
    void retranslate();
    void fill();

    FilteredTable* list_;
    KeyedTableModel* model_;
    ItemPtr item_;
};

}  // namespace slipway

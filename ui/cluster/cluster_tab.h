// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QWidget>

class QMenu;
class QPushButton;

namespace slipway {

class FilteredTable;
class KeyedTableModel;

/// The clusters of the platform: how each is, and what an administrator can do about it.
class ClusterTab : public QWidget {
    Q_OBJECT
public:
    explicit ClusterTab(Workbench& workbench, QWidget* parent = nullptr);

private:
    void retranslate();
    void refresh();
    void fillMenu(QMenu& menu, const QString& name);
    void add();
    void check(const QString& name);
    void setPaused(const ItemPtr& cluster, bool paused);
    void remove(const std::string& name);

    Workbench& workbench_;
    PendingCalls calls_;
    FilteredTable* list_;
    KeyedTableModel* model_;
    QPushButton* add_;
};

}  // namespace slipway

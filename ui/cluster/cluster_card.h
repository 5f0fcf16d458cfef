// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"
#include "widgets/form/card.h"

class QMenu;
class QPushButton;

namespace slipway {

class KeyedTableModel;
class StatePane;
class TableView;

/// The clusters of the platform: how each is, and what an administrator can do about it.
class ClusterCard : public Card {
    Q_OBJECT
public:
    explicit ClusterCard(Workbench& workbench, QWidget* parent = nullptr);

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
    TableView* table_;
    KeyedTableModel* model_;
    StatePane* pane_;
    QPushButton* add_;
};

}  // namespace slipway

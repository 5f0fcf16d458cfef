// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"

#include <QWidget>

namespace slipway {

class FilteredTable;
class KeyedTableModel;

/// The nodes of the platform: what each has, and how much of it is in use.
class NodeTab : public QWidget {
    Q_OBJECT
public:
    explicit NodeTab(Workbench& workbench, QWidget* parent = nullptr);

    void refresh();

private:
    void retranslate();

    Workbench& workbench_;
    FilteredTable* list_;
    KeyedTableModel* model_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"

#include <QWidget>

namespace slipway {

class ErrorBanner;
class KeyedTableModel;
class TableView;

/// Who did what to one resource, newest first.
class EventsTab : public QWidget {
    Q_OBJECT
public:
    explicit EventsTab(Workbench& workbench, QWidget* parent = nullptr);

    /// Another item, or the same one changed: asks anew while the tab is looked at.
    void show(const ItemPtr& item);
    using QWidget::show;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void fill();
    void retranslate();

    Workbench& workbench_;
    TableView* table_;
    KeyedTableModel* model_;
    ErrorBanner* banner_;
    ItemPtr item_;
    std::int64_t asked_version_ = -1;
    std::vector<HistoryEntry> entries_;
    PendingCalls calls_;
};

}  // namespace slipway

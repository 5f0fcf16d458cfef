// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/pending_calls.h"
#include "widgets/table/table_row.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;

namespace slipway {

class ErrorBanner;
class FilterField;
class KeyedTableModel;
class StatePane;
class TableView;

/// Who did what to one resource, and what became of it by itself: one line of time, newest first, with a
/// filter.
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
    void startClocks();
    void ask();
    void askAgain();
    void fill();
    TableRow row(std::size_t index) const;
    void refreshPlaceholder();
    void retranslate();

    Workbench& workbench_;
    FilterField* filter_;
    QComboBox* source_;
    TableView* table_;
    KeyedTableModel* model_;
    ErrorBanner* banner_;
    StatePane* pane_;
    QTimer clock_;
    QTimer again_;  ///< Asks once more after it failed.
    ItemPtr item_;
    std::int64_t asked_version_ = -1;
    std::vector<HistoryEntry> entries_;
    std::optional<Error> trouble_;
    bool answered_ = false;
    PendingCalls calls_;
};

}  // namespace slipway

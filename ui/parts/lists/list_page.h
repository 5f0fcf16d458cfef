// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/workspace.h"
#include "widgets/table/table_row.h"
#include "widgets/theme/icon.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <string>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace slipway {

class EmptyState;
class ErrorBanner;
class KeyedTableModel;
class SearchField;
class TableView;

/// A list of one kind of resource in the current project, with a filter above and details below.
///
/// Rows follow the workspace by deltas. A page says what its columns, rows, words and details are.
class ListPage : public QWidget {
    Q_OBJECT
public:
    ListPage(Workbench& workbench, Kind kind, IconName icon, QWidget* parent);
    ~ListPage() override;

    Kind kind() const { return kind_; }
    void focusFilter();
    /// By "project/name"; selected as soon as it is there.
    void select(const std::string& key);
    ItemPtr selected() const;
    TableView* table() const { return table_; }

public Q_SLOTS:
    /// What the button at the top right does.
    virtual void begin() = 0;

Q_SIGNALS:
    /// The keys are good no more, and others are to be entered.
    void connectRequested();

protected:
    /// Words of a page, in the language of the moment.
    struct Words {
        QString title;
        QString begin;
        QString filter;
        QString empty_title;
        QString empty_text;
    };

    virtual Words words() const = 0;
    virtual QList<TableColumn> columns() const = 0;
    virtual TableRow row(const Item& item) const = 0;
    /// Rows whose text changes as time passes.
    virtual bool ages(const Item& item) const = 0;
    /// Details of the selected item, or of none; again whenever it changed.
    virtual void showDetails(const ItemPtr& item) = 0;

    /// Call once, at the end of the constructor of the page; takes the details.
    void start(QWidget* details);
    void refreshRow(const std::string& key);

    Workbench& workbench_;

private:
    void buildHeader(QVBoxLayout& layout);
    void buildTable();
    void retranslate();
    void reload();
    void apply(const std::vector<ItemChange>& changes);
    void prepend(const std::map<std::string, ItemPtr>& added);
    void changeSelection();
    void tick();
    void refreshPlaceholder();
    void refreshLink();
    /// What stands above the list: why it is not what the platform says now. Empty when all is well.
    QString trouble() const;
    bool keysAreRefused() const;
    void selectFirst();

    Kind kind_;
    QLabel* title_ = nullptr;
    SearchField* filter_ = nullptr;
    QPushButton* begin_ = nullptr;
    ErrorBanner* banner_ = nullptr;
    QSplitter* splitter_ = nullptr;
    TableView* table_ = nullptr;
    KeyedTableModel* model_ = nullptr;
    QStackedWidget* placeholder_ = nullptr;
    EmptyState* empty_ = nullptr;
    EmptyState* unmatched_ = nullptr;
    QWidget* details_ = nullptr;
    QTimer clock_;
    std::string wanted_;  ///< To be selected once it is there.
    std::string shown_;   ///< Key of the item in the details.
    IconName icon_;
};

}  // namespace slipway

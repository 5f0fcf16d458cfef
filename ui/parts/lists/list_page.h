// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/bulk_action.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"
#include "ui/session/workspace.h"
#include "widgets/table/table_row.h"
#include "widgets/theme/icon.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace slipway {

class DetailsPane;
class FilterField;
class KeyedTableModel;
class LinkBanner;
class RowFeed;
class SelectionBar;
class StatePane;
class TableView;

/// A list of one kind of resource in the current project, with a filter above and details below.
///
/// Rows follow the workspace by deltas, once a frame. A page says what its columns, rows, words, details and
/// actions with many are.
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
    /// What is known of the selected item; made when something is first selected, or asked for here.
    DetailsPane* details();
    TableView* table() const { return table_; }

public Q_SLOTS:
    /// What the button at the top right does.
    virtual void begin() = 0;

Q_SIGNALS:
    /// Keys or certificate are good no more; somebody has to connect anew.
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
    /// What can be done with several rows at once.
    virtual std::vector<BulkAction> bulkActions() = 0;
    /// Rows whose text changes as time passes.
    virtual bool ages(const Item& item) const = 0;
    /// A pane for the selected item, or for a window of its own.
    virtual DetailsPane* makeDetails(QWidget* parent) = 0;

    /// Call once, at the end of the constructor of the page.
    void start();
    /// Puts a button of the page's own before the one at the top right; takes it.
    void addHeaderAction(QWidget* button);
    /// What is shown of it, here and in the details, changed without the platform.
    void refresh(const std::string& key);

    Workbench& workbench_;

private:
    void buildHeader(QVBoxLayout& layout);
    void buildTable();
    void buildPlaceholder();
    void buildSelection();
    void connectTable();
    void connectWorkspace();
    void retranslate();
    void reload();
    void apply(const std::vector<ItemChange>& changes);
    std::optional<TableRow> rowFor(const std::string& key) const;
    void showBrought();
    void changeSelection();
    void showSelection();
    void fillMenu(QMenu& menu);
    void tick();
    void refreshPlaceholder();
    void actOnPlaceholder();
    /// What is to be said above the rows; empty when all is well.
    QString notice() const;
    void selectFirst();

    Kind kind_;
    QLabel* title_ = nullptr;
    FilterField* filter_ = nullptr;
    QToolButton* more_ = nullptr;
    QPushButton* begin_ = nullptr;
    QHBoxLayout* header_ = nullptr;
    LinkBanner* banner_ = nullptr;
    QSplitter* splitter_ = nullptr;
    TableView* table_ = nullptr;
    KeyedTableModel* model_ = nullptr;
    RowFeed* feed_ = nullptr;
    SelectionBar* selection_ = nullptr;
    QVBoxLayout* below_table_ = nullptr;
    StatePane* placeholder_ = nullptr;
    DetailsPane* details_ = nullptr;
    bool started_ = false;
    QTimer clock_;
    std::string wanted_;  ///< To be selected once it is there.
    std::string shown_;   ///< Key of the item in the details.
    bool shown_is_old_ = false;
    int seconds_ = 0;
    int next_to_age_ = 0;  ///< Row from which on those out of sight are made anew.
    IconName icon_;
};

}  // namespace slipway

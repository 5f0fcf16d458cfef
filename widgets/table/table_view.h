// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/shown_table.h"

#include <QStringList>
#include <QTableView>

#include <vector>

class QMenu;

namespace slipway {

class FilterModel;
class KeyedTableModel;
class Theme;

/// A table of rows of 31 px with lines between, that sorts, filters, resizes and hides columns, selects
/// rows, and copies them as text. It brings its own FilterModel.
///
/// While rows come, go and move, what somebody reads stays where it is: selection, current row, and the rows
/// on screen, unless the view stands at its very top.
class TableView : public QTableView {
    Q_OBJECT

public:
    enum class Rows { Selected, All };

    explicit TableView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the model's rows, with the widths and hidden columns that it asks for.
    void setTable(KeyedTableModel* model);
    FilterModel* filter() const { return filter_; }
    KeyedTableModel* table() const { return table_; }

    /// Keys of the selected rows, from top to bottom.
    QStringList selectedKeys() const;
    /// The highest one; empty when none is selected.
    QString firstSelectedKey() const;
    int selectedCount() const;
    QString currentKey() const;
    /// Selects and shows the row; nothing happens when it is filtered out.
    void selectKey(const QString& key);
    /// Keys of the rows that can be seen now.
    QStringList keysOnScreen() const;

    /// Shown in place of rows while there is none; becomes a child.
    void setPlaceholder(QWidget* widget);

    /// Widths, order, hidden columns and sorting, to be remembered and given back to restoreState(), which
    /// refuses what was saved with other columns.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);

    /// Visible columns, as they are ordered and sorted here.
    ShownTable shown(Rows rows) const;
    /// Choices of columns: which are shown, and all as they were at first.
    void fillColumnMenu(QMenu& menu);

public Q_SLOTS:
    void copySelection();

Q_SIGNALS:
    /// Return, or a double click.
    void rowActivated(const QString& key);
    void selectedRowsChanged();
    /// Delete was pressed while rows are selected.
    void deleteRequested();
    /// Somebody resized, moved, hid or sorted by a column: saveState() has something new.
    void stateChanged();
    /// The caller fills the menu, which already offers Copy and the columns; `keys` are selected.
    void contextMenuRequested(QMenu* menu, const QStringList& keys);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void dataChanged(const QModelIndex& from, const QModelIndex& to, const QList<int>& roles) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;

private:
    /// A row that was on screen before an order changed.
    struct Seen {
        int slot;
        int row;
    };

    void arrangeHeader();
    void watchHeader();
    void arrangeColumns();
    void showHeaderMenu(const QPoint& position);
    void showPlaceholder();
    void rememberPlace();
    void restorePlace();
    void hover(int row);
    QStringList columnIds() const;
    std::vector<int> selectedRows() const;

    const Theme& theme_;
    FilterModel* filter_;
    KeyedTableModel* table_ = nullptr;
    QWidget* placeholder_ = nullptr;
    std::vector<Seen> seen_;
    int seen_at_ = 0;  ///< How far it was scrolled.
    int hovered_row_ = -1;
    bool arranging_ = false;  ///< Columns change, but not by the user.

    friend class BadgeDelegate;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTableView>

class QMenu;

namespace slipway {

class FilterModel;
class KeyedTableModel;
class Theme;

/// A table of rows of 31 px with lines between, that sorts, filters, resizes and hides columns, selects
/// rows, and copies them as text. It brings its own FilterModel.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the model's rows, with the widths and hidden columns that it asks for.
    void setTable(KeyedTableModel* model);
    FilterModel* filter() const { return filter_; }

    /// Keys of the selected rows, from top to bottom.
    QStringList selectedKeys() const;
    QString currentKey() const;
    /// Selects and shows the row; nothing happens when it is filtered out.
    void selectKey(const QString& key);

    /// Shown in place of rows while there is none; becomes a child.
    void setPlaceholder(QWidget* widget);

    /// Widths, order, hidden columns and sorting, to be remembered and given back to restoreState(), which
    /// refuses what was saved with other columns.
    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);

    /// The selected rows as tab-separated text with their headings.
    QString selectionAsText() const;

public Q_SLOTS:
    void copySelection();

Q_SIGNALS:
    /// Return, or a double click.
    void rowActivated(const QString& key);
    void selectionChangedTo(const QStringList& keys);
    /// Somebody resized, moved, hid or sorted by a column: saveState() has something new.
    void stateChanged();
    /// The caller fills the menu, which already offers Copy.
    void contextMenuRequested(QMenu* menu, const QStringList& keys);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void showHeaderMenu(const QPoint& position);
    void showPlaceholder();
    void hover(int row);
    void watchHeader();
    QStringList columnIds() const;

    const Theme& theme_;
    FilterModel* filter_;
    KeyedTableModel* table_ = nullptr;
    QWidget* placeholder_ = nullptr;
    int hovered_row_ = -1;
    bool arranging_ = false;  ///< Columns change, but not by the user.

    friend class BadgeDelegate;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace slipway {

class FilterField;
class KeyedTableModel;
class TableView;
class Theme;

/// A small table with a filter above it, by the same grammar as that of the lists; says why no row is shown.
class FilteredTable : public QWidget {
    Q_OBJECT
public:
    explicit FilteredTable(const Theme& theme, QWidget* parent = nullptr);

    TableView* table() const { return table_; }
    FilterField* filter() const { return filter_; }
    /// Shows its rows; call once it has its columns.
    void setTable(KeyedTableModel& model);
    /// Puts a control of the caller's beside the filter; takes it.
    void addTool(QWidget* control);

    /// Words, in the language of the moment; call whenever that changes.
    struct Words {
        QString name;    ///< Of the table.
        QString filter;  ///< Within the field while it is empty.
        QString empty;   ///< In place of rows while there is none.
    };
    void retranslate(const Words& words);

private:
    void refreshPlaceholder();

    QHBoxLayout* tools_;
    FilterField* filter_;
    TableView* table_;
    QLabel* nothing_;
    QString empty_;
};

}  // namespace slipway

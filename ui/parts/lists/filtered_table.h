// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icon.h"

#include <QString>
#include <QWidget>

class QHBoxLayout;
class QStackedWidget;

namespace slipway {

class FilterField;
class KeyedTableModel;
class StatePane;
class TableView;
class Theme;

/// A small table with a filter above it, by the same grammar as that of the lists; says why no row is shown.
class FilteredTable : public QWidget {
    Q_OBJECT
public:
    /// `icon` stands where there is nothing to show.
    FilteredTable(IconName icon, const Theme& theme, QWidget* parent = nullptr);

    TableView* table() const { return table_; }
    FilterField* filter() const { return filter_; }
    /// What is said while there is no row at all; that none matches is said by itself.
    StatePane& pane() const { return *pane_; }
    /// Shows its rows; call once it has its columns.
    void setTable(KeyedTableModel& model);
    /// Puts a control of the caller's beside the filter; takes it.
    void addTool(QWidget* control);

    /// Words, in the language of the moment; call whenever that changes.
    struct Words {
        QString name;    ///< Of the table.
        QString filter;  ///< Within the field while it is empty.
    };
    void retranslate(const Words& words);

private:
    void refreshPlaceholder();

    QHBoxLayout* tools_;
    FilterField* filter_;
    TableView* table_;
    QStackedWidget* nothing_;
    StatePane* pane_;
    StatePane* unmatched_;
};

}  // namespace slipway

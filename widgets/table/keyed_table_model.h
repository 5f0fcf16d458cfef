// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QAbstractTableModel>
#include <QHash>

namespace slipway {

/// Rows found by key, changed by deltas alone, so that selection, scroll and focus survive live updates.
/// The order of rows is the order they came in; sorting is FilterModel's.
class KeyedTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit KeyedTableModel(QObject* parent = nullptr);

    /// Sets headings; the number of columns may change only while there are no rows.
    void setColumns(QList<TableColumn> columns);
    const QList<TableColumn>& columns() const { return columns_; }

    /// Makes the model hold exactly these rows: removes, inserts and changes what differs, resets never.
    /// Rows that stay keep their place; keys must be unique.
    void setRows(const QList<TableRow>& rows);
    /// Changes the row with this key, or appends it.
    void upsert(const TableRow& row);
    /// Puts rows with new keys above all others.
    void prepend(const QList<TableRow>& rows);
    /// Nothing happens when there is none.
    void remove(const QString& key);
    void clear() { setRows({}); }

    /// -1 when there is none.
    int rowOf(const QString& key) const { return index_.value(key, -1); }
    QString keyAt(int row) const { return rows_.at(row).key; }
    const TableRow& rowAt(int row) const { return rows_.at(row); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeMissing(const QList<TableRow>& rows);
    void change(int row, const TableRow& to);
    void append(const QList<TableRow>& rows);
    void reindex(int from);

    QList<TableColumn> columns_;
    QList<TableRow> rows_;
    QHash<QString, int> index_;
};

}  // namespace slipway

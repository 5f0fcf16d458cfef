// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QAbstractTableModel>
#include <QHash>

#include <deque>
#include <vector>

namespace slipway {

/// Rows found by key, changed by deltas alone, so that selection, scroll and focus survive live updates.
/// The order of rows is the order they came in; sorting and filtering are FilterModel's.
///
/// Each row has a slot, a small number that stays the same while rows come and go around it.
class KeyedTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit KeyedTableModel(QObject* parent = nullptr);

    /// Sets headings; the number of columns may change only while there are no rows.
    void setColumns(QList<TableColumn> columns);
    const QList<TableColumn>& columns() const { return columns_; }

    /// All that a frame brings, at once: views settle a single time.
    void apply(const TableDelta& delta);
    /// Makes the model hold exactly these rows: removes, inserts and changes what differs, resets never.
    /// Rows that stay keep their place; keys must be unique.
    void setRows(const QList<TableRow>& rows);
    /// Changes the row with this key, or appends it.
    void upsert(const TableRow& row) { apply({.rows = {row}}); }
    /// Nothing happens when there is none.
    void remove(const QString& key) { apply({.removed = {key}}); }
    void clear() { setRows({}); }

    /// -1 when there is none.
    int rowOf(const QString& key) const;
    bool contains(const QString& key) const { return slot_of_key_.contains(key); }
    QString keyAt(int row) const { return rowAt(row).key; }
    const TableRow& rowAt(int row) const { return inSlot(slotAt(row)); }

    int slotAt(int row) const { return rows_[static_cast<std::size_t>(row)]; }
    int rowOfSlot(int slot) const;
    const TableRow& inSlot(int slot) const { return store_[static_cast<std::size_t>(slot)]; }
    /// One more than the highest slot there has been.
    int slotCount() const { return static_cast<int>(store_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows in these slots are about to go, and are still there.
    void leaving(const std::vector<int>& slots_leaving);
    /// A delta is in: these slots came, and what these others hold changed.
    void settled(const std::vector<int>& slots_come, const std::vector<int>& slots_changed);

private:
    void take(std::vector<int> leaving_slots);
    /// False when nothing differs.
    bool change(int slot, const TableRow& to);
    std::vector<int> append(const QList<const TableRow*>& rows);
    int newSlot(const TableRow& row);

    QList<TableColumn> columns_;
    std::vector<int> rows_;       ///< Slots in the order of rows.
    std::deque<TableRow> store_;  ///< By slot.
    std::vector<int> free_slots_;
    QHash<QString, int> slot_of_key_;
    mutable std::vector<int> row_of_slot_;
    mutable std::size_t numbered_ = 0;  ///< Rows below have their number in row_of_slot_.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/keyed_table_model.h"

#include "widgets/table/plain_text.h"
#include "widgets/table/table_roles.h"

#include <QSet>

#include <algorithm>

namespace slipway {

KeyedTableModel::KeyedTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void KeyedTableModel::setColumns(QList<TableColumn> columns)
{
    if (columns.size() != columns_.size()) {
        Q_ASSERT(rows_.empty());
        beginResetModel();
        columns_ = std::move(columns);
        endResetModel();
        return;
    }
    columns_ = std::move(columns);
    if (!columns_.isEmpty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void KeyedTableModel::apply(const TableDelta& delta)
{
    std::vector<int> gone;
    for (const QString& key : delta.removed)
        if (const int slot = slot_of_key_.value(key, -1); slot >= 0)
            gone.push_back(slot);
    take(std::move(gone));
    std::vector<int> changed;
    QList<const TableRow*> added;
    for (const TableRow& row : delta.rows) {
        const int slot = slot_of_key_.value(row.key, -1);
        if (slot < 0)
            added.append(&row);
        else if (change(slot, row))
            changed.push_back(slot);
    }
    const std::vector<int> come = append(added);
    if (!come.empty() || !changed.empty())
        Q_EMIT settled(come, changed);
}

void KeyedTableModel::setRows(const QList<TableRow>& rows)
{
    QSet<QString> wanted;
    wanted.reserve(rows.size());
    for (const TableRow& row : rows)
        wanted.insert(row.key);
    TableDelta delta{.rows = rows};
    for (const int slot : rows_)
        if (!wanted.contains(inSlot(slot).key))
            delta.removed.append(inSlot(slot).key);
    apply(delta);
}

void KeyedTableModel::take(std::vector<int> leaving_slots)
{
    if (leaving_slots.empty())
        return;
    const auto from_below = [this](int left, int right) { return rowOfSlot(left) > rowOfSlot(right); };
    std::sort(leaving_slots.begin(), leaving_slots.end(), from_below);
    leaving_slots.erase(std::unique(leaving_slots.begin(), leaving_slots.end()), leaving_slots.end());
    Q_EMIT leaving(leaving_slots);
    std::vector<int> places;
    for (const int slot : leaving_slots)
        places.push_back(rowOfSlot(slot));
    for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
        for (end = begin + 1; end < places.size() && places[end] == places[end - 1] - 1;)
            ++end;
        const int last = places[begin];
        const int first = places[end - 1];
        beginRemoveRows({}, first, last);
        for (std::size_t i = begin; i < end; ++i) {
            TableRow& row = store_[static_cast<std::size_t>(leaving_slots[i])];
            slot_of_key_.remove(row.key);
            row = {};
            free_slots_.push_back(leaving_slots[i]);
        }
        rows_.erase(rows_.begin() + first, rows_.begin() + last + 1);
        numbered_ = std::min(numbered_, static_cast<std::size_t>(first));
        endRemoveRows();
    }
}

bool KeyedTableModel::change(int slot, const TableRow& to)
{
    TableRow& from = store_[static_cast<std::size_t>(slot)];
    const auto differs = [&](qsizetype column) {
        const bool in_both = column < from.cells.size() && column < to.cells.size();
        return in_both ? !(from.cells[column] == to.cells[column])
                       : from.cells.value(column) != to.cells.value(column);
    };
    qsizetype first = 0;
    qsizetype last = columns_.size() - 1;
    while (first <= last && !differs(first))
        ++first;
    while (last > first && !differs(last))
        --last;
    if (first > last && from.rank == to.rank)
        return false;
    from = to;
    const int row = rowOfSlot(slot);
    if (first <= last)
        Q_EMIT dataChanged(index(row, static_cast<int>(first)), index(row, static_cast<int>(last)));
    return true;
}

std::vector<int> KeyedTableModel::append(const QList<const TableRow*>& rows)
{
    std::vector<int> come;
    if (rows.isEmpty())
        return come;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    come.reserve(static_cast<std::size_t>(rows.size()));
    for (const TableRow* row : rows)
        come.push_back(newSlot(*row));
    rows_.insert(rows_.end(), come.begin(), come.end());
    endInsertRows();
    return come;
}

int KeyedTableModel::newSlot(const TableRow& row)
{
    int slot = slotCount();
    if (free_slots_.empty()) {
        store_.push_back(row);
        row_of_slot_.push_back(0);
    } else {
        slot = free_slots_.back();
        free_slots_.pop_back();
        store_[static_cast<std::size_t>(slot)] = row;
    }
    slot_of_key_.insert(row.key, slot);
    return slot;
}

int KeyedTableModel::rowOf(const QString& key) const
{
    const int slot = slot_of_key_.value(key, -1);
    return slot < 0 ? -1 : rowOfSlot(slot);
}

int KeyedTableModel::rowOfSlot(int slot) const
{
    for (; numbered_ < rows_.size(); ++numbered_)
        row_of_slot_[static_cast<std::size_t>(rows_[numbered_])] = static_cast<int>(numbered_);
    return row_of_slot_[static_cast<std::size_t>(slot)];
}

int KeyedTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int KeyedTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant KeyedTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TableRow& row = rowAt(index.row());
    if (role == KeyRole)
        return row.key;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(columns_[index.column()].alignment);
    if (index.column() >= row.cells.size())
        return {};
    const TableCell& cell = row.cells[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tooltip.isEmpty() ? QVariant() : plainTooltip(cell.tooltip);
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case ToneRole:
        return cell.tone ? QVariant(static_cast<int>(*cell.tone)) : QVariant();
    case DimRole:
        return cell.dim;
    case StrongRole:
        return cell.strong;
    default:
        return {};
    }
}

QVariant KeyedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns_.size())
        return {};
    if (role == Qt::DisplayRole)
        return columns_[section].title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(columns_[section].alignment);
    return {};
}

}  // namespace slipway

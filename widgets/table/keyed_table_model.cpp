// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/keyed_table_model.h"

#include "widgets/table/table_roles.h"

#include <QSet>

namespace slipway {

KeyedTableModel::KeyedTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void KeyedTableModel::setColumns(QList<TableColumn> columns)
{
    if (columns.size() != columns_.size()) {
        Q_ASSERT(rows_.isEmpty());
        beginResetModel();
        columns_ = std::move(columns);
        endResetModel();
        return;
    }
    columns_ = std::move(columns);
    if (!columns_.isEmpty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void KeyedTableModel::setRows(const QList<TableRow>& rows)
{
    removeMissing(rows);
    QList<TableRow> added;
    for (const TableRow& row : rows) {
        const int at = rowOf(row.key);
        if (at < 0)
            added.append(row);
        else
            change(at, row);
    }
    append(added);
}

void KeyedTableModel::upsert(const TableRow& row)
{
    const int at = rowOf(row.key);
    if (at < 0)
        append({row});
    else
        change(at, row);
}

void KeyedTableModel::prepend(const QList<TableRow>& rows)
{
    if (rows.isEmpty())
        return;
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    rows_ = rows + rows_;
    reindex(0);
    endInsertRows();
}

void KeyedTableModel::remove(const QString& key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    rows_.removeAt(row);
    index_.remove(key);
    reindex(row);
    endRemoveRows();
}

void KeyedTableModel::removeMissing(const QList<TableRow>& rows)
{
    QSet<QString> wanted;
    wanted.reserve(rows.size());
    for (const TableRow& row : rows)
        wanted.insert(row.key);
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted.contains(rows_[last].key))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(rows_[first - 1].key))
            --first;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            index_.remove(rows_[row].key);
        rows_.remove(first, last - first + 1);
        reindex(first);
        endRemoveRows();
        last = first;
    }
}

void KeyedTableModel::change(int row, const TableRow& to)
{
    TableRow& from = rows_[row];
    qsizetype first = 0;
    qsizetype last = columns_.size() - 1;
    while (first <= last && from.cells.value(first) == to.cells.value(first))
        ++first;
    while (last > first && from.cells.value(last) == to.cells.value(last))
        --last;
    if (first > last)
        return;
    from = to;
    Q_EMIT dataChanged(index(row, static_cast<int>(first)), index(row, static_cast<int>(last)));
}

void KeyedTableModel::append(const QList<TableRow>& rows)
{
    if (rows.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    rows_.append(rows);
    reindex(first);
    endInsertRows();
}

void KeyedTableModel::reindex(int from)
{
    for (int row = from; row < rowCount(); ++row)
        index_[rows_[row].key] = row;
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
    const TableRow& row = rows_[index.row()];
    if (role == KeyRole)
        return row.key;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(columns_[index.column()].alignment);
    const TableCell cell = row.cells.value(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tooltip.isEmpty() ? QVariant() : cell.tooltip;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter_model.h"

#include "widgets/table/keyed_table_model.h"
#include "widgets/table/row_ranges.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace slipway {

namespace {

/// Up to so many stretches of rows leave or come where they are; more of them do so at the end, which costs a
/// view once what each stretch costs.
constexpr std::size_t few_ranges = 16;

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

}  // namespace

FilterModel::FilterModel(QObject* parent) : QAbstractProxyModel(parent) {}

void FilterModel::setSourceModel(QAbstractItemModel* model)
{
    beginResetModel();
    if (table_ != nullptr)
        table_->disconnect(this);
    QAbstractProxyModel::setSourceModel(model);
    table_ = qobject_cast<KeyedTableModel*>(model);
    Q_ASSERT(model == nullptr || table_ != nullptr);
    if (table_ != nullptr) {
        connect(table_, &KeyedTableModel::leaving, this, &FilterModel::dropSlots);
        connect(table_, &KeyedTableModel::settled, this, &FilterModel::settle);
        connect(table_, &QAbstractItemModel::headerDataChanged, this, &FilterModel::headerDataChanged);
        connect(table_, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
        connect(table_, &QAbstractItemModel::modelReset, this, [this] {
            startAnew();
            endResetModel();
        });
    }
    startAnew();
    endResetModel();
}

void FilterModel::startAnew()
{
    order_.clear();
    row_of_slot_.clear();
    keys_.clear();
    if (table_ == nullptr)
        return;
    Slots all;
    for (int row = 0; row < table_->rowCount(); ++row)
        all.push_back(table_->slotAt(row));
    row_of_slot_.resize(at(table_->slotCount()), -1);
    keys_.resize(at(table_->slotCount()));
    for (const int slot : all)
        renewKey(slot);
    std::erase_if(all, [this](int slot) { return !filter_.accepts(table_->inSlot(slot)); });
    order_ = sorted(std::move(all));
    number(0);
}

void FilterModel::setFilter(RowFilter filter)
{
    const QScopedValueRollback rearranging(rearranging_, true);
    filter_ = std::move(filter);
    filterAgain();
}

void FilterModel::filterAgain()
{
    if (table_ == nullptr)
        return;
    filter_.setNow();
    Slots kept;
    Slots come;
    for (const int slot : order_)
        if (filter_.accepts(table_->inSlot(slot)))
            kept.push_back(slot);
    for (int row = 0; row < table_->rowCount(); ++row)
        if (const int slot = table_->slotAt(row);
            rowOfSlot(slot) < 0 && filter_.accepts(table_->inSlot(slot)))
            come.push_back(slot);
    come = sorted(std::move(come));
    become(merged(kept, come, [this](int left, int right) { return comesBefore(left, right); }));
}

void FilterModel::sort(int column, Qt::SortOrder order)
{
    sort_column_ = column;
    sort_order_ = order;
    if (table_ == nullptr)
        return;
    for (int row = 0; row < table_->rowCount(); ++row)
        renewKey(table_->slotAt(row));
    const QScopedValueRollback rearranging(rearranging_, true);
    become(sorted(order_));
}

void FilterModel::dropSlots(const Slots& leaving)
{
    exchange(leaving, {});
}

void FilterModel::settle(const Slots& come, const Slots& changed)
{
    row_of_slot_.resize(at(table_->slotCount()), -1);
    keys_.resize(at(table_->slotCount()));
    filter_.setNow();
    Slots leaving;
    Slots arriving;
    for (const int slot : come) {
        renewKey(slot);
        if (filter_.accepts(table_->inSlot(slot)))
            arriving.push_back(slot);
    }
    for (const int slot : changed) {
        const bool shown = rowOfSlot(slot) >= 0;
        const bool accepted = filter_.accepts(table_->inSlot(slot));
        if (!renewKey(slot) && shown == accepted)
            continue;
        if (shown)
            leaving.push_back(slot);
        if (accepted)
            arriving.push_back(slot);
    }
    exchange(leaving, sorted(std::move(arriving)));
    tellChanged(changed);
}

bool FilterModel::renewKey(int slot)
{
    const TableRow& row = table_->inSlot(slot);
    Key key{.rank = row.rank};
    if (sort_column_ >= 0 && sort_column_ < row.cells.size())
        key.cell = sortKeyOf(row.cells[sort_column_]);
    if (key == keys_[at(slot)])
        return false;
    keys_[at(slot)] = std::move(key);
    return true;
}

void FilterModel::tellChanged(const Slots& changed)
{
    for (const int slot : changed)
        if (const int row = rowOfSlot(slot); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

bool FilterModel::comesBefore(int left, int right) const
{
    const Key& a = keys_[at(left)];
    const Key& b = keys_[at(right)];
    if (const int order = compare(a.cell, b.cell); order != 0)
        return sort_order_ == Qt::AscendingOrder ? order < 0 : order > 0;
    if (a.rank != b.rank)
        return a.rank > b.rank;
    return table_->rowOfSlot(left) < table_->rowOfSlot(right);
}

FilterModel::Slots FilterModel::sorted(Slots rows) const
{
    const auto before = [this](int left, int right) { return comesBefore(left, right); };
    if (!std::is_sorted(rows.begin(), rows.end(), before))
        std::sort(rows.begin(), rows.end(), before);
    return rows;
}

void FilterModel::exchange(const Slots& leaving, const Slots& arriving)
{
    Slots rows;
    for (const int slot : leaving)
        if (const int row = rowOfSlot(slot); row >= 0)
            rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    const auto going = rangesOf(rows);
    const bool moves =
        std::any_of(arriving.begin(), arriving.end(), [this](int slot) { return rowOfSlot(slot) >= 0; });
    const auto before = [this](int left, int right) { return comesBefore(left, right); };
    if (!moves && going.size() <= few_ranges) {
        // What comes is put between what stays, whose keys are as they were.
        if (going.empty() && arriving.empty())
            return;
        Q_EMIT orderAboutToChange();
        removeRanges(going);
        const auto coming = rangesAmong(order_, arriving, before);
        if (coming.size() <= few_ranges)
            insertRanges(coming, arriving);
        else
            insertAtTheEnd(merged(order_, arriving, before), arriving);
        Q_EMIT orderChanged();
        return;
    }
    std::vector<bool> stays(at(table_->slotCount()), true);
    for (const int slot : leaving)
        stays[at(slot)] = false;
    Slots kept;
    kept.reserve(order_.size());
    std::copy_if(order_.begin(), order_.end(), std::back_inserter(kept),
                 [&](int slot) { return stays[at(slot)]; });
    become(merged(kept, arriving, before));
}

void FilterModel::become(Slots next)
{
    if (next == order_)
        return;
    Q_EMIT orderAboutToChange();
    std::vector<bool> stays(at(table_->slotCount()), false);
    for (const int slot : next)
        stays[at(slot)] = true;
    removeAll(stays);
    Slots known;
    Slots unknown;
    known.reserve(next.size());
    for (const int slot : next)
        (rowOfSlot(slot) < 0 ? unknown : known).push_back(slot);
    if (unknown.empty())
        permute(std::move(known));
    else
        insertAtTheEnd(std::move(next), unknown);
    Q_EMIT orderChanged();
}

void FilterModel::removeAll(const std::vector<bool>& stays)
{
    const auto ranges = rangesWhere(order_, [&](int slot) { return !stays[at(slot)]; });
    if (ranges.size() <= few_ranges)
        return removeRanges(ranges);
    Slots going_last = order_;
    const auto first = std::stable_partition(going_last.begin(), going_last.end(),
                                             [&](int slot) { return stays[at(slot)]; });
    const int first_going = static_cast<int>(first - going_last.begin());
    permute(std::move(going_last));
    removeRanges({{first_going, rowCount() - 1}});
}

void FilterModel::removeRanges(const std::vector<RowRange>& ranges)
{
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        beginRemoveRows({}, range->first, range->last);
        const auto begin = order_.begin() + range->first;
        const auto end = order_.begin() + range->last + 1;
        std::for_each(begin, end, [this](int slot) { row_of_slot_[at(slot)] = -1; });
        order_.erase(begin, end);
        number(at(range->first));
        endRemoveRows();
    }
}

void FilterModel::insertRanges(const std::vector<RowRange>& ranges, const Slots& arriving)
{
    auto from = arriving.begin();
    for (const RowRange& range : ranges) {
        const auto to = from + (range.last - range.first + 1);
        beginInsertRows({}, range.first, range.last);
        order_.insert(order_.begin() + range.first, from, to);
        number(at(range.first));
        endInsertRows();
        from = to;
    }
}

void FilterModel::insertAtTheEnd(Slots next, const Slots& arriving)
{
    insertRanges({{rowCount(), rowCount() + static_cast<int>(arriving.size()) - 1}}, arriving);
    permute(std::move(next));
}

void FilterModel::permute(Slots next)
{
    if (next == order_)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    Slots slots_of;
    slots_of.reserve(at(static_cast<int>(from.size())));
    for (const QModelIndex& index : from)
        slots_of.push_back(slotAt(index.row()));
    order_ = std::move(next);
    number(0);
    QModelIndexList to;
    to.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(createIndex(rowOfSlot(slots_of[static_cast<std::size_t>(i)]), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void FilterModel::number(std::size_t from)
{
    for (std::size_t row = from; row < order_.size(); ++row)
        row_of_slot_[at(order_[row])] = static_cast<int>(row);
}

int FilterModel::rowOfSlot(int slot) const
{
    return at(slot) < row_of_slot_.size() ? row_of_slot_[at(slot)] : -1;
}

QModelIndex FilterModel::mapToSource(const QModelIndex& index) const
{
    return index.isValid() ? table_->index(table_->rowOfSlot(slotAt(index.row())), index.column())
                           : QModelIndex();
}

QModelIndex FilterModel::mapFromSource(const QModelIndex& source) const
{
    const int row = source.isValid() ? rowOfSlot(table_->slotAt(source.row())) : -1;
    return row < 0 ? QModelIndex() : createIndex(row, source.column());
}

QModelIndex FilterModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex FilterModel::sibling(int row, int column, const QModelIndex&) const
{
    return index(row, column);
}

int FilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int FilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || table_ == nullptr ? 0 : table_->columnCount();
}

QVariant FilterModel::data(const QModelIndex& index, int role) const
{
    return index.isValid() ? table_->data(mapToSource(index), role) : QVariant();
}

QVariant FilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return table_ != nullptr ? table_->headerData(section, orientation, role) : QVariant();
}

}  // namespace slipway

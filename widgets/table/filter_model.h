// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/filter/row_filter.h"
#include "widgets/table/row_ranges.h"
#include "widgets/table/sort_key.h"

#include <QAbstractProxyModel>

#include <vector>

namespace slipway {

class KeyedTableModel;

/// The rows of a KeyedTableModel that a filter accepts, sorted by one of its columns, else by rank.
///
/// It never resets while it has a source: whatever a delta, a filter or sorting changes, rows leave, move and
/// come, so that views keep selection and current row. Rows that move do so in one step.
class FilterModel : public QAbstractProxyModel {
    Q_OBJECT

public:
    explicit FilterModel(QObject* parent = nullptr);

    /// A KeyedTableModel.
    void setSourceModel(QAbstractItemModel* model) override;

    void setFilter(RowFilter filter);
    const RowFilter& filter() const { return filter_; }
    /// Looks again at every row, as for ages.
    void filterAgain();
    /// Whether what changes now was asked for by the user: a filter or sorting, no delta.
    bool isRearranging() const { return rearranging_; }

    /// The row in which that slot of the source is shown, or -1.
    int rowOfSlot(int slot) const;
    int slotAt(int row) const { return order_[static_cast<std::size_t>(row)]; }

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    QModelIndex mapToSource(const QModelIndex& index) const override;
    QModelIndex mapFromSource(const QModelIndex& index) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override { return {}; }
    QModelIndex sibling(int row, int column, const QModelIndex& from) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override { return !parent.isValid(); }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Around all that one change makes of rows: those leaving, moving and coming.
    void orderAboutToChange();
    void orderChanged();

private:
    using Slots = std::vector<int>;

    /// What a row is sorted by.
    struct Key {
        SortKey cell = {};
        qint64 rank = 0;

        bool operator==(const Key&) const = default;
    };

    void dropSlots(const Slots& leaving);
    void settle(const Slots& come, const Slots& changed);
    /// False when what it is sorted by is as before.
    bool renewKey(int slot);
    void tellChanged(const Slots& changed);
    bool comesBefore(int left, int right) const;
    Slots sorted(Slots rows) const;

    /// Takes rows out and puts sorted ones in; those in both move.
    void exchange(const Slots& leaving, const Slots& arriving);
    /// Becomes the rows in `next`, which are of the source.
    void become(Slots next);
    void removeAll(const std::vector<bool>& stays);
    void removeRanges(const std::vector<RowRange>& ranges);
    void insertRanges(const std::vector<RowRange>& ranges, const Slots& arriving);
    void insertAtTheEnd(Slots next, const Slots& arriving);
    void permute(Slots next);
    void number(std::size_t from);
    void startAnew();

    KeyedTableModel* table_ = nullptr;
    RowFilter filter_;
    bool rearranging_ = false;
    int sort_column_ = -1;
    Qt::SortOrder sort_order_ = Qt::AscendingOrder;
    Slots order_;            ///< Slots of the source, in the order of our rows.
    Slots row_of_slot_;      ///< -1 for those that are not shown.
    std::vector<Key> keys_;  ///< By slot.
};

}  // namespace slipway

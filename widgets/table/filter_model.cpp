// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter_model.h"

#include "widgets/table/table_roles.h"

#include <algorithm>

namespace slipway {

FilterModel::FilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(false);
    setDynamicSortFilter(true);
}

void FilterModel::setFilterText(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == words_)
        return;
    words_ = words;
    invalidateRowsFilter();
}

void FilterModel::setPredicate(Predicate predicate)
{
    predicate_ = std::move(predicate);
    invalidateRowsFilter();
}

bool FilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QAbstractItemModel& source = *sourceModel();
    if (predicate_ && !predicate_(source.index(row, 0, parent).data(KeyRole).toString()))
        return false;
    const auto occurs = [&](const QString& word) {
        for (int column = 0; column < source.columnCount(parent); ++column) {
            if (source.index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    };
    return std::all_of(words_.begin(), words_.end(), occurs);
}

bool FilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    const QPartialOrdering order = QVariant::compare(a, b);
    if (a.typeId() == QMetaType::QString || order == QPartialOrdering::Unordered)
        return QSortFilterProxyModel::lessThan(left, right);
    return order == QPartialOrdering::Less;
}

}  // namespace slipway

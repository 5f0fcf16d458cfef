// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

#include <functional>

namespace slipway {

/// Sorts by SortRole, and keeps rows in whose cells every word of the filter occurs (any case) and that
/// the predicate accepts.
class FilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using Predicate = std::function<bool(const QString& key)>;

    explicit FilterModel(QObject* parent = nullptr);

    void setFilterText(const QString& text);
    QString filterText() const { return words_.join(QLatin1Char(' ')); }
    /// An empty predicate accepts all.
    void setPredicate(Predicate predicate);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QStringList words_;
    Predicate predicate_;
};

}  // namespace slipway

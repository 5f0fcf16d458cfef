// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QStringList>

#include <functional>

namespace slipway {

/// What a filter could go on with where the cursor is.
struct FilterCompletion {
    qsizetype begin = 0;  ///< The part of the text that a candidate takes the place of.
    qsizetype end = 0;
    QStringList candidates;

    /// The text with a candidate in place, and where the cursor then stands.
    struct Applied {
        QString text;
        qsizetype cursor = 0;
    };
    Applied apply(const QString& text, const QString& candidate) const;
};

/// Values that occur in a column, as a filter may call them.
using FilterValues = std::function<QStringList(int column)>;

/// Keys that begin with the word before the cursor, or values of the key there. Nothing once it is whole.
FilterCompletion completeFilter(const QString& text, qsizetype cursor, const QList<TableColumn>& columns,
                                const FilterValues& values);

}  // namespace slipway

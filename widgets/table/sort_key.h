// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QString>

namespace slipway {

/// A cell's place among others of its column: numbers before texts, texts without regard to case. Made once
/// for each cell, so that sorting compares no QVariant.
struct SortKey {
    enum class Type { Number, Text } type = Type::Number;
    double number = 0;
    QString text = {};

    bool operator==(const SortKey&) const = default;
};

SortKey sortKeyOf(const TableCell& cell);

/// Below zero when `left` comes first.
int compare(const SortKey& left, const SortKey& right);

}  // namespace slipway

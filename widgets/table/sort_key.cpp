// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/sort_key.h"

#include <QDateTime>

#include <cmath>
#include <limits>

namespace slipway {

namespace {

/// Enough to tell names apart, and little enough to compare a long one at once.
constexpr qsizetype compared_length = 200;

SortKey keyOfText(const QString& text)
{
    return {.type = SortKey::Type::Text, .text = text.left(compared_length).toCaseFolded()};
}

}  // namespace

SortKey sortKeyOf(const TableCell& cell)
{
    switch (cell.sort.typeId()) {
    case QMetaType::UnknownType:
        return keyOfText(cell.text);
    case QMetaType::QString:
        return keyOfText(cell.sort.toString());
    case QMetaType::QDateTime:
        return {.number = static_cast<double>(cell.sort.toDateTime().toMSecsSinceEpoch())};
    default:
        const double number = cell.sort.toDouble();
        return {.number = std::isnan(number) ? -std::numeric_limits<double>::infinity() : number};
    }
}

int compare(const SortKey& left, const SortKey& right)
{
    if (left.type != right.type)
        return left.type == SortKey::Type::Number ? -1 : 1;
    if (left.type == SortKey::Type::Text)
        return left.text.compare(right.text);
    return left.number < right.number ? -1 : left.number > right.number ? 1 : 0;
}

}  // namespace slipway

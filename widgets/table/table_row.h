// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace slipway {

/// What one cell shows; only `text` is needed. Texts may come from anywhere and be of any length: they are
/// shown as they are, shortened, never as markup.
struct TableCell {
    QString text;
    QVariant sort =
        {};  ///< Raw value to sort by, and what filters compare with numbers; the text if invalid.
    QString tooltip = {};
    std::optional<StatusTone> tone = {};  ///< Paints a badge, in columns with a BadgeDelegate.
    bool dim = false;
    bool strong = false;
    QString word = {};  ///< What filters may call it in every language, as "queued"; the text when empty.

    bool operator==(const TableCell&) const = default;
};

/// One row with a key that never changes while it lives.
struct TableRow {
    QString key;
    QList<TableCell> cells;
    qint64 rank = 0;  ///< Rows that no column sorts come by rank, the highest first, then as they came.

    bool operator==(const TableRow&) const = default;
};

/// What a filter compares in a column.
enum class FilterKind {
    Text,     ///< A part of the text.
    Word,     ///< The beginning of the cell's word or text, such as a phase.
    Person,   ///< A name, or "me".
    Number,   ///< The raw value.
    Seconds,  ///< The raw value: how long.
    Since,    ///< The raw value: seconds since 1970; compared is how long ago that is.
    Bytes,    ///< The raw value.
};

/// A column's heading, in the language of the moment.
struct TableColumn {
    QString id;  ///< Stable name.
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    int width = 120;
    bool hidden = false;  ///< Until the user asks for it.
    FilterKind filter = FilterKind::Text;
    QString filter_key = {};  ///< How filters call it; the id when empty.

    QString filterKey() const { return filter_key.isEmpty() ? id : filter_key; }
};

/// What changes in one go.
struct TableDelta {
    QList<TableRow> rows = {};  ///< Those with a known key change, others are new. A key occurs once.
    QStringList removed = {};   ///< Keys; unknown ones are passed over.
};

}  // namespace slipway

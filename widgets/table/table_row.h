// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace slipway {

/// What one cell shows; only `text` is needed.
struct TableCell {
    QString text;
    QVariant sort = {};  ///< Raw value to sort by; the text when invalid.
    QString tooltip = {};
    std::optional<StatusTone> tone = {};  ///< Paints a badge, in columns with a BadgeDelegate.
    bool dim = false;
    bool strong = false;

    bool operator==(const TableCell&) const = default;
};

/// One row with a key that never changes while it lives.
struct TableRow {
    QString key;
    QList<TableCell> cells;

    bool operator==(const TableRow&) const = default;
};

/// A column's heading, in the language of the moment.
struct TableColumn {
    QString id;  ///< Stable name.
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    int width = 120;
    bool hidden = false;  ///< Until the user asks for it.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QByteArray>

namespace slipway {

/// What a table shows, taken at a moment, to be written elsewhere; rows are shared, so that taking many is
/// quick.
struct ShownTable {
    QStringList headings;
    QList<int> columns;  ///< Which cells of each row, in the order of the headings.
    QList<TableRow> rows = {};

    /// Lines of cells with tabs between, headings first, as spreadsheets take them from the clipboard.
    QString asTabbedText() const;
    /// RFC 4180 in UTF-8, headings first. A text that a spreadsheet would take for a formula gets an
    /// apostrophe before it. Any thread.
    QByteArray asCsv() const;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_page.h"

#include <algorithm>

namespace slipway {

LogPage::LogPage(QList<Row> rows) : rows_(std::move(rows))
{
    for (const Row& row : rows_)
        text_ += row.text + u'\n';
}

int LogPage::offsetOf(LogPosition position) const
{
    qsizetype offset = 0;
    for (const Row& row : rows_) {
        if (position.row < row.row)
            return static_cast<int>(offset);
        if (position.row == row.row)
            return static_cast<int>(offset + std::min(position.character, row.text.size()));
        offset += row.text.size() + 1;
    }
    return static_cast<int>(text_.size());
}

LogPosition LogPage::positionAt(int offset) const
{
    qsizetype left = std::max(offset, 0);
    for (const Row& row : rows_) {
        if (left <= row.text.size())
            return {row.row, left};
        left -= row.text.size() + 1;
    }
    return rows_.isEmpty() ? LogPosition{} : LogPosition{rows_.last().row, rows_.last().text.size()};
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log/log_position.h"

#include <QList>
#include <QString>

namespace slipway {

/// The rows of a log that are on screen as one text, a line for each, as screen readers read it: all of a log
/// may be more than they can count.
class LogPage {
public:
    struct Row {
        std::size_t row = 0;  ///< Of the buffer; ascending.
        QString text;
    };

    explicit LogPage(QList<Row> rows);

    const QString& text() const { return text_; }
    /// Where it is in the text; what is above the page is at its start, what is below at its end.
    int offsetOf(LogPosition position) const;
    /// The other way round; offsets beyond the text count as its end.
    LogPosition positionAt(int offset) const;

private:
    QList<Row> rows_;
    QString text_;
};

}  // namespace slipway

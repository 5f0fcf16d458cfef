// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace slipway {

class LogBuffer;

/// Rows of a buffer that match, found in slices so that the GUI thread never stops.
class LogSearch {
public:
    explicit LogSearch(const LogBuffer& buffer);

    /// Starts anew; an empty pattern matches nothing. A pattern that is not a regular expression is text.
    void setPattern(const QString& pattern);
    bool isActive() const { return !pattern_.isEmpty(); }

    /// Looks at further rows for about this long; returns whether matches were found.
    bool advance(std::chrono::milliseconds budget);
    /// Every row that is there was looked at.
    bool atEnd() const;
    /// The buffer was cleared.
    void restart();

    const std::vector<std::size_t>& matches() const { return matches_; }
    /// Index into matches() of the first at or behind this row; matches().size() when there is none.
    std::size_t firstFrom(std::size_t row) const;

    const QRegularExpression& expression() const { return expression_; }

private:
    void look(std::size_t row);
    void forgetUnfinished();

    const LogBuffer& buffer_;
    QString pattern_;
    QRegularExpression expression_;
    std::vector<std::size_t> matches_;
    std::size_t next_row_ = 0;
    std::uint64_t unfinished_at_ =
        0;  ///< Size at which the last row was looked at while it was growing; or 0.
};

}  // namespace slipway

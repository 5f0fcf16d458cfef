// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_row.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace slipway {

class KeyedTableModel;

/// Brings what changes into a table once a frame, and no more of it than a frame has time for; the rest
/// follows in the next ones. What changes twice before that is made once.
class RowFeed : public QObject {
    Q_OBJECT

public:
    /// Makes the row of a key as things are now; nothing when it does not belong in the table.
    using MakeRow = std::function<std::optional<TableRow>(const std::string& key)>;

    RowFeed(KeyedTableModel& table, MakeRow make, QObject* parent);

    /// These keys are all there are; the first of them are in the table when it returns.
    void replace(const std::vector<std::string>& keys);
    /// Every row is made anew, as after a change of language.
    void renewAll();
    void change(const std::string& key);
    bool isBusy() const { return !waiting_.empty(); }

Q_SIGNALS:
    /// The table has taken over some of it.
    void brought();

private:
    void bring();
    void wait(const std::string& key);

    KeyedTableModel& table_;
    MakeRow make_;
    std::unordered_set<std::string> known_waiting_;
    std::deque<const std::string*> waiting_;  ///< Into the set, whose members stay where they are.
    QTimer frame_;
};

}  // namespace slipway

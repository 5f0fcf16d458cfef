// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/row_feed.h"

#include "widgets/table/keyed_table_model.h"

#include <QElapsedTimer>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds frame{16};
/// Half of a frame, so that painting has the other half.
constexpr qint64 budget_ms = 7;
/// The clock is asked after so many rows.
constexpr int rows_at_once = 32;

}  // namespace

RowFeed::RowFeed(KeyedTableModel& table, MakeRow make, QObject* parent)
    : QObject(parent), table_(table), make_(std::move(make))
{
    frame_.setSingleShot(true);
    frame_.setInterval(frame);
    connect(&frame_, &QTimer::timeout, this, &RowFeed::bring);
}

void RowFeed::replace(const std::vector<std::string>& keys)
{
    waiting_.clear();
    known_waiting_.clear();
    known_waiting_.reserve(keys.size());
    for (const std::string& key : keys)
        wait(key);
    TableDelta gone;
    for (int row = 0; row < table_.rowCount(); ++row)
        if (!known_waiting_.contains(table_.rowAt(row).key.toStdString()))
            gone.removed.append(table_.rowAt(row).key);
    table_.apply(gone);
    bring();
}

void RowFeed::renewAll()
{
    for (int row = 0; row < table_.rowCount(); ++row)
        wait(table_.rowAt(row).key.toStdString());
    bring();
}

void RowFeed::change(const std::string& key)
{
    wait(key);
    if (!frame_.isActive())
        frame_.start();
}

void RowFeed::wait(const std::string& key)
{
    if (const auto [place, is_new] = known_waiting_.insert(key); is_new)
        waiting_.push_back(&*place);
}

void RowFeed::bring()
{
    QElapsedTimer clock;
    clock.start();
    TableDelta delta;
    for (int made = 1; !waiting_.empty(); ++made) {
        const std::string key = std::move(known_waiting_.extract(*waiting_.front()).value());
        waiting_.pop_front();
        if (auto row = make_(key))
            delta.rows.append(std::move(*row));
        else
            delta.removed.append(QString::fromStdString(key));
        if (made % rows_at_once == 0 && clock.elapsed() >= budget_ms)
            break;
    }
    table_.apply(delta);
    if (!waiting_.empty())
        frame_.start();
    Q_EMIT brought();
}

}  // namespace slipway

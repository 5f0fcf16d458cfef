// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/queue_poll.h"

#include "ui/session/workspace.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace slipway {

namespace {
constexpr std::chrono::seconds interval{5};
}

QueuePoll::QueuePoll(Workspace& workspace, QWidget& view) : QObject(&view), workspace_(workspace), view_(view)
{
    view.installEventFilter(this);
    again_.setInterval(interval);
    connect(&again_, &QTimer::timeout, this, &QueuePoll::ask);
    again_.start();
}

void QueuePoll::setItem(const ItemPtr& item)
{
    const bool other = !item || !item_ || item->resource.id != item_->resource.id;
    item_ = item;
    if (other)
        ask();
}

const QueueEntry* QueuePoll::entry() const
{
    if (!item_ || item_->workload().phase != Phase::Queued)
        return nullptr;
    const std::string_view kind = info(item_->resource.kind).name;
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const QueueEntry& entry) {
        return entry.project == item_->resource.project && entry.name == item_->resource.name &&
               entry.kind == kind;
    });
    return found == entries_.end() ? nullptr : &*found;
}

bool QueuePoll::eventFilter(QObject* /*watched*/, QEvent* event)
{
    if (event->type() == QEvent::Show)
        ask();
    return false;
}

void QueuePoll::ask()
{
    if (!item_ || item_->workload().phase != Phase::Queued || !view_.isVisible() || !calls_.empty())
        return;
    calls_.start<std::vector<QueueEntry>>(
        [this](Answer<std::vector<QueueEntry>> done) { return workspace_.session().queue(std::move(done)); },
        [this](Result<std::vector<QueueEntry>> entries) {
            if (!entries)
                return;  // What was known stays; lists tell of a lost connection.
            entries_ = std::move(*entries);
            Q_EMIT changed();
        });
}

}  // namespace slipway

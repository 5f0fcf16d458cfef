// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/inbox.h"

namespace slipway {

void Inbox::storeChanged(std::int64_t version)
{
    const std::lock_guard lock(mutex_);
    news_.commits.push_back({version, now()});
    wake_.notify_one();
}

void Inbox::taskChanged(const TaskState& state)
{
    const std::lock_guard lock(mutex_);
    news_.tasks.push_back({state, now()});
    wake_.notify_one();
}

Inbox::News Inbox::take(std::chrono::steady_clock::time_point until, const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, stop, until, [this] { return !news_.commits.empty() || !news_.tasks.empty(); });
    return std::exchange(news_, {});
}

}  // namespace slipway

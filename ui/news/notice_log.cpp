// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/notice_log.h"

#include <algorithm>

namespace slipway {

namespace {
constexpr std::size_t most_kept = 100;
}

void NoticeLog::add(const ToastMessage& message)
{
    notices_.push_front({now(), message});
    if (notices_.size() > most_kept)
        notices_.pop_back();
    unread_ = std::min(unread_ + 1, static_cast<int>(notices_.size()));
    Q_EMIT changed();
}

void NoticeLog::markRead()
{
    if (unread_ == 0)
        return;
    unread_ = 0;
    Q_EMIT changed();
}

void NoticeLog::clear()
{
    notices_.clear();
    unread_ = 0;
    Q_EMIT changed();
}

}  // namespace slipway

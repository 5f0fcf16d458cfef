// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "widgets/form/status/toast.h"

#include <QObject>

#include <deque>

namespace slipway {

/// One message that was shown, and what it offered.
struct Notice {
    Timestamp time{};
    ToastMessage message;
};

/// What the window has said lately, newest first; at most a hundred.
class NoticeLog : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void add(const ToastMessage& message);
    const std::deque<Notice>& all() const { return notices_; }
    int unread() const { return unread_; }
    void markRead();
    void clear();

Q_SIGNALS:
    void changed();

private:
    std::deque<Notice> notices_;
    int unread_ = 0;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/status_tone.h"

#include <QFrame>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace slipway {

class Theme;

/// What a toast says, and the one thing it offers.
struct ToastMessage {
    QString text;
    StatusTone tone = StatusTone::Neutral;
    QString action_text;           ///< Empty: no button.
    std::function<void()> action;  ///< Runs at most once; the toast then leaves.
    std::chrono::milliseconds stays{6000};
};

/// One message that floats and leaves by itself; it stays while the pointer or the focus is on it.
class Toast : public QFrame {
    Q_OBJECT

public:
    Toast(const Theme& theme, ToastMessage message, QWidget* parent);

    const ToastMessage& message() const { return message_; }

public Q_SLOTS:
    void dismiss();

Q_SIGNALS:
    /// Emitted once; the toast deletes itself afterwards.
    void dismissed();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void expire();
    void act();

    const Theme& theme_;
    ToastMessage message_;
    QTimer timer_;
    bool gone_ = false;
};

}  // namespace slipway

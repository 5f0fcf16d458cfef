// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"
#include "ui/parts/workbench.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace slipway {

/// The foot of the window: GPUs in use, transfers in progress, and how old what is shown is.
class StatusLine : public QFrame {
    Q_OBJECT
public:
    explicit StatusLine(Workbench& workbench, QWidget* parent = nullptr);

private:
    void retranslate();
    void refreshGpus();
    void refreshTransfers();
    void refreshAge();
    void refreshVersion();
    /// "12 s ago"
    static QString age(Timestamp time);

    Workbench& workbench_;
    QLabel* gpus_;
    QLabel* transfer_;
    QToolButton* cancel_;
    QLabel* version_;
    QLabel* age_;
    QTimer clock_;
};

}  // namespace slipway

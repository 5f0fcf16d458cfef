// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"

#include <QDialog>

#include <string>

class QLabel;
class QPushButton;

namespace slipway {

class ClusterFindings;

/// What the server finds of a cluster that is there.
class ClusterCheckDialog : public QDialog {
    Q_OBJECT
public:
    ClusterCheckDialog(Workbench& workbench, std::string cluster, QWidget* parent);

private:
    void ask();
    void retranslate();

    Workbench& workbench_;
    const std::string cluster_;
    QLabel* title_;
    ClusterFindings* findings_;
    QPushButton* again_;
    QPushButton* close_;
};

}  // namespace slipway

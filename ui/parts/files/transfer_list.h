// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/file_transfers.h"

#include <QFrame>

class QVBoxLayout;

namespace slipway {

/// Files on their way, one line each, with how far and how fast they are, and a button that ends them. Hidden
/// while there is none.
class TransferList : public QFrame {
    Q_OBJECT
public:
    explicit TransferList(Workbench& workbench, QWidget* parent = nullptr);

    void retranslate();

private:
    void refresh();

    Workbench& workbench_;
    QVBoxLayout* lines_;
    std::map<int, QWidget*> shown_;
};

/// "↓ model.pt  38 MiB of 61 MiB · 41 MiB/s"
QString fileTransferText(const FileTransfer& transfer);

}  // namespace slipway

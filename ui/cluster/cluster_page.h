// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace slipway {

class Card;
class ClusterCard;
class ErrorBanner;
class GpuMap;
class KeyedTableModel;
class TableView;
class UsageBar;

/// The machines of the platform: which GPUs there are, who uses them, and who waits for them.
class ClusterPage : public QWidget {
    Q_OBJECT
public:
    explicit ClusterPage(Workbench& workbench, QWidget* parent = nullptr);

    const GpuMap& map() const { return *map_; }

Q_SIGNALS:
    /// Somebody wants to see what holds a GPU.
    void itemRequested(slipway::Kind kind, const std::string& key);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildGpus();
    QWidget* buildTotals();
    QWidget* buildQueue();
    void retranslate();
    void refresh();
    void refreshGpus();
    void refreshTotals();
    void askQueue();
    void fillQueue();
    void openCell(int row, int column);

    Workbench& workbench_;
    QLabel* title_;
    QLabel* note_;
    ErrorBanner* banner_;
    Card* gpus_card_ = nullptr;
    GpuMap* map_ = nullptr;
    QLabel* message_ = nullptr;
    Card* totals_card_ = nullptr;
    QVBoxLayout* bars_ = nullptr;
    QLabel* machine_ = nullptr;
    ClusterCard* clusters_ = nullptr;
    Card* queue_card_ = nullptr;
    TableView* queue_table_ = nullptr;
    KeyedTableModel* queue_model_ = nullptr;
    QLabel* queue_empty_ = nullptr;
    std::vector<QueueEntry> queue_;
    std::vector<std::vector<std::string>> holders_;  ///< As the map's cells: who holds each GPU.
    QTimer poll_;
    PendingCalls calls_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/workspace.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QTabWidget;
class QVBoxLayout;

namespace slipway {

class Card;
class ErrorBanner;
class GpuMap;
class LinkBanner;
class GpuOverview;
class NodeTab;
class QueueTab;
class StatePane;

/// The machines of the platform: which GPUs there are, who uses them, and who waits for them.
class ClusterPage : public QWidget {
    Q_OBJECT
public:
    explicit ClusterPage(Workbench& workbench, QWidget* parent = nullptr);

    const GpuMap& map() const { return *map_; }

Q_SIGNALS:
    /// Somebody wants to see what holds a GPU.
    void itemRequested(slipway::Kind kind, const std::string& key);
    /// The keys are good no more, and others are to be entered.
    void connectRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildBody();
    void follow();
    QWidget* buildGpus();
    QWidget* buildTotals();
    QWidget* buildTabs();
    void retranslate();
    void refresh();
    void refreshSoon();
    void refreshGpus(const GpuOverview& overview);
    void refreshMessage(const GpuOverview& overview);
    void refreshTotals(const GpuOverview& overview);
    void refreshTabs();
    void askQueue();
    void openCell(int row, int column);

    Workbench& workbench_;
    QLabel* title_;
    QLabel* note_;
    LinkBanner* link_;
    ErrorBanner* banner_;
    StatePane* pane_;
    QWidget* body_ = nullptr;
    Card* gpus_card_ = nullptr;
    GpuMap* map_ = nullptr;
    QLabel* message_ = nullptr;
    Card* totals_card_ = nullptr;
    QVBoxLayout* bars_ = nullptr;
    QLabel* machine_ = nullptr;
    QTabWidget* tabs_ = nullptr;
    QueueTab* queue_ = nullptr;
    NodeTab* nodes_ = nullptr;
    QComboBox* colors_ = nullptr;
    std::vector<std::vector<std::string>> holders_;  ///< As the map's cells: who holds each GPU.
    QTimer soon_;
    QTimer poll_;
    PendingCalls calls_;
};

}  // namespace slipway

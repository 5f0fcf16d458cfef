// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/workbench.h"
#include "ui/session/item.h"

#include <QWidget>

#include <memory>

class QComboBox;

namespace slipway {

class ErrorBanner;
class LogPanel;
class StatePane;
class StreamTail;

/// The log of one environment or job, followed while the tab is looked at.
class LogTab : public QWidget {
    Q_OBJECT
public:
    explicit LogTab(Workbench& workbench, QWidget* parent = nullptr);
    ~LogTab() override;

    /// Another item, or the same one changed. The log goes on where it is unless a new attempt began.
    void show(const ItemPtr& item);
    using QWidget::show;

    LogPanel* panel() const { return panel_; }
    /// Shows what this replica of the job writes, by its name.
    void chooseReplica(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    /// Offers the replicas of a distributed job; what is chosen stays.
    void offerReplicas();
    void startAnew();
    void followAgain();
    void startTail();
    void refreshPane();

    Workbench& workbench_;
    LogPanel* panel_;
    ErrorBanner* banner_;
    StatePane* pane_;
    QComboBox* replica_;
    ItemPtr item_;
    ResourceId shown_id_;
    std::int64_t shown_attempt_ = 0;
    std::unique_ptr<StreamTail> tail_;
    QString trouble_;
    bool answered_ = false;
};

}  // namespace slipway

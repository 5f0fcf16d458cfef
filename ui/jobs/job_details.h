// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/details_pane.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

class QPushButton;

namespace slipway {

class EventsTab;
class FactList;
class FarDataNotice;
class FilesTab;
class JobActions;
class LogTab;
class MetricsTab;
class QueuePoll;
class ReplicasTab;
class YamlTab;

/// One job: what it is and how it goes, its log, its charts, its history, and the buttons that act on it.
class JobDetails : public DetailsPane {
    Q_OBJECT
public:
    JobDetails(Workbench& workbench, JobActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item) override;
    using DetailsPane::show;
    ItemPtr item() const override { return item_; }

    /// The log, with what looks like errors found in it.
    void showErrors();

    /// Made now unless they are there.
    LogTab* log();
    MetricsTab* metrics();

Q_SIGNALS:
    void cloneRequested(const slipway::ItemPtr& job);

private:
    void addButtons();
    void addTabs();
    void retranslate();
    void refreshOverview();
    QString summary() const;

    Workbench& workbench_;
    JobActions& actions_;
    QPushButton* clone_;
    QPushButton* stop_;
    QPushButton* remove_;
    FarDataNotice* far_data_;
    QueuePoll* queue_;
    FactList* overview_ = nullptr;
    ReplicasTab* replicas_ = nullptr;
    LogTab* log_ = nullptr;
    MetricsTab* metrics_ = nullptr;
    FilesTab* files_ = nullptr;
    EventsTab* events_ = nullptr;
    YamlTab* yaml_ = nullptr;
    ItemPtr item_;
};

}  // namespace slipway

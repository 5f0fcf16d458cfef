// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/details_pane.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

class QPushButton;

namespace slipway {

class EnvironmentActions;
class EventsTab;
class FactList;
class FarDataNotice;
class FilesTab;
class LogTab;
class QueuePoll;
class YamlTab;

/// One environment: what it has, its log, its history, and the buttons that act on it.
class EnvironmentDetails : public DetailsPane {
    Q_OBJECT
public:
    EnvironmentDetails(Workbench& workbench, EnvironmentActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item) override;
    using DetailsPane::show;
    ItemPtr item() const override { return item_; }

private:
    void addButtons();
    void retranslate();
    void refreshOverview();

    Workbench& workbench_;
    EnvironmentActions& actions_;
    QPushButton* open_;
    QPushButton* release_;
    QPushButton* resume_;
    QPushButton* remove_;
    FarDataNotice* far_data_;
    QueuePoll* queue_;
    FactList* overview_ = nullptr;
    LogTab* log_ = nullptr;
    FilesTab* files_ = nullptr;
    EventsTab* events_ = nullptr;
    YamlTab* yaml_ = nullptr;
    ItemPtr item_;
};

}  // namespace slipway

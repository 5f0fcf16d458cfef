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
class LogTab;

/// One environment: what it has, its log, its history, and the buttons that act on it.
class EnvironmentDetails : public DetailsPane {
    Q_OBJECT
public:
    EnvironmentDetails(Workbench& workbench, EnvironmentActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item);
    using QWidget::show;

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
    FactList* overview_;
    LogTab* log_;
    EventsTab* events_;
    ItemPtr item_;
};

}  // namespace slipway

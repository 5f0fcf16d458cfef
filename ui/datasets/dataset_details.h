// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/details_pane.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

class QPushButton;

namespace slipway {

class DatasetActions;
class EventsTab;
class FactList;
class YamlTab;

/// One dataset: what it is, where it lies, how it is read, and its history.
class DatasetDetails : public DetailsPane {
    Q_OBJECT
public:
    DatasetDetails(Workbench& workbench, DatasetActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item) override;
    using DetailsPane::show;
    ItemPtr item() const override { return item_; }

private:
    void retranslate();
    void refreshOverview();
    void refreshStores();

    Workbench& workbench_;
    DatasetActions& actions_;
    QPushButton* cancel_;
    QPushButton* retry_;
    QPushButton* copy_;  ///< With a menu of the stores that do not have it.
    QPushButton* remove_;
    FactList* overview_ = nullptr;
    EventsTab* events_ = nullptr;
    YamlTab* yaml_ = nullptr;
    ItemPtr item_;
};

}  // namespace slipway

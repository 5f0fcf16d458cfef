// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/details_pane.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

#include <QTimer>

class QPushButton;

namespace slipway {

class EventsTab;
class FactList;
class VolumeActions;
class YamlTab;

/// One volume: what it is, how it is, what mounts it, and its history.
class VolumeDetails : public DetailsPane {
    Q_OBJECT
public:
    VolumeDetails(Workbench& workbench, VolumeActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item) override;
    using DetailsPane::show;
    ItemPtr item() const override { return item_; }

private:
    void retranslate();
    void refreshOverview();

    Workbench& workbench_;
    VolumeActions& actions_;
    QPushButton* grow_;
    QPushButton* remove_;
    FactList* overview_ = nullptr;
    EventsTab* events_ = nullptr;
    YamlTab* yaml_ = nullptr;
    QTimer soon_;  ///< What mounts it changes with every environment and job.
    ItemPtr item_;
};

}  // namespace slipway

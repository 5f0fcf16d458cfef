// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/details/details_pane.h"
#include "ui/parts/workbench.h"
#include "ui/session/item.h"

class QPushButton;

namespace slipway {

class EventsTab;
class FactList;
class TemplateActions;
class YamlTab;

/// One template: what a job that starts from it would be.
class TemplateDetails : public DetailsPane {
    Q_OBJECT
public:
    TemplateDetails(Workbench& workbench, TemplateActions& actions, QWidget* parent = nullptr);

    void show(const ItemPtr& item) override;
    using DetailsPane::show;
    ItemPtr item() const override { return item_; }

Q_SIGNALS:
    /// Somebody wants to launch a job from it.
    void launchRequested(const slipway::ItemPtr& kept);

private:
    void retranslate();
    void refreshOverview();

    Workbench& workbench_;
    TemplateActions& actions_;
    QPushButton* launch_;
    QPushButton* rename_;
    QPushButton* remove_;
    FactList* overview_ = nullptr;
    EventsTab* events_ = nullptr;
    YamlTab* yaml_ = nullptr;
    ItemPtr item_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/environments/environment_actions.h"
#include "ui/parts/lists/list_page.h"

namespace slipway {

class EnvironmentDetails;

/// The environments of the project.
class EnvironmentPage : public ListPage {
    Q_OBJECT
public:
    explicit EnvironmentPage(Workbench& workbench, QWidget* parent = nullptr);

    EnvironmentActions& actions() { return actions_; }

public Q_SLOTS:
    void begin() override;

protected:
    Words words() const override;
    QList<TableColumn> columns() const override;
    TableRow row(const Item& item) const override;
    std::vector<BulkAction> bulkActions() override;
    bool ages(const Item& item) const override;
    void showDetails(const ItemPtr& item) override;

private:
    EnvironmentActions actions_;
    EnvironmentDetails* details_pane_;
};

}  // namespace slipway

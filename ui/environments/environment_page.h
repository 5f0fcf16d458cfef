// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/list_page.h"

namespace slipway {

class EnvironmentActions;

/// The environments of the project.
class EnvironmentPage : public ListPage {
    Q_OBJECT
public:
    EnvironmentPage(Workbench& workbench, EnvironmentActions& actions, QWidget* parent = nullptr);

    EnvironmentActions& actions() const { return actions_; }

public Q_SLOTS:
    void begin() override;

protected:
    Words words() const override;
    QList<TableColumn> columns() const override;
    TableRow row(const Item& item) const override;
    std::vector<BulkAction> bulkActions() override;
    bool ages(const Item& item) const override;
    DetailsPane* makeDetails(QWidget* parent) override;

private:
    EnvironmentActions& actions_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/datasets/dataset_actions.h"
#include "ui/parts/lists/list_page.h"

namespace slipway {

class DatasetDetails;

/// The datasets of the project.
class DatasetPage : public ListPage {
    Q_OBJECT
public:
    explicit DatasetPage(Workbench& workbench, QWidget* parent = nullptr);

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
    void showTransfer(const std::string& key);

    DatasetActions actions_;
    DatasetDetails* details_pane_;
};

}  // namespace slipway

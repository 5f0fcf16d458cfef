// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/datasets/dataset_actions.h"
#include "ui/parts/lists/list_page.h"

namespace slipway {

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
    DetailsPane* makeDetails(QWidget* parent) override;

private:
    DatasetActions actions_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/list_page.h"
#include "ui/volumes/volume_actions.h"

namespace slipway {

/// The volumes of the project, those of its people included.
class VolumePage : public ListPage {
    Q_OBJECT
public:
    explicit VolumePage(Workbench& workbench, QWidget* parent = nullptr);

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
    VolumeActions actions_;
};

}  // namespace slipway

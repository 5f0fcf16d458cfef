// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/list_page.h"

class QPushButton;

namespace slipway {

class JobActions;
class JobDetails;

/// The jobs of the project.
class JobPage : public ListPage {
    Q_OBJECT
public:
    JobPage(Workbench& workbench, JobActions& actions, QWidget* parent = nullptr);

    JobDetails* details();

public Q_SLOTS:
    void begin() override;
    /// Launches a job that starts from what this one is, or from this template.
    void clone(const slipway::ItemPtr& like);

Q_SIGNALS:
    void templatesRequested();

protected:
    Words words() const override;
    QList<TableColumn> columns() const override;
    TableRow row(const Item& item) const override;
    std::vector<BulkAction> bulkActions() override;
    bool ages(const Item& item) const override;
    DetailsPane* makeDetails(QWidget* parent) override;

private:
    JobActions& actions_;
    QPushButton* templates_;
};

}  // namespace slipway

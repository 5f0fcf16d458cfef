// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job_actions.h"
#include "ui/parts/lists/list_page.h"

class QPushButton;

namespace slipway {

class JobDetails;

/// The jobs of the project.
class JobPage : public ListPage {
    Q_OBJECT
public:
    explicit JobPage(Workbench& workbench, QWidget* parent = nullptr);

    JobActions& actions() { return actions_; }
    JobDetails* details() const { return details_pane_; }

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
    void showDetails(const ItemPtr& item) override;

private:
    JobActions actions_;
    JobDetails* details_pane_;
    QPushButton* templates_;
};

}  // namespace slipway

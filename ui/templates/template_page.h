// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/lists/list_page.h"
#include "ui/templates/template_actions.h"

class QPushButton;

namespace slipway {

/// The templates of the project: what jobs are started from. It belongs to the place of jobs, and leads back
/// there.
class TemplatePage : public ListPage {
    Q_OBJECT
public:
    explicit TemplatePage(Workbench& workbench, QWidget* parent = nullptr);

public Q_SLOTS:
    /// Launches a job from the selected template, or from nothing.
    void begin() override;

Q_SIGNALS:
    void launchRequested(const slipway::ItemPtr& kept);
    void jobsRequested();

protected:
    Words words() const override;
    QList<TableColumn> columns() const override;
    TableRow row(const Item& item) const override;
    std::vector<BulkAction> bulkActions() override;
    bool ages(const Item& item) const override;
    DetailsPane* makeDetails(QWidget* parent) override;

private:
    TemplateActions actions_;
    QPushButton* jobs_;
};

}  // namespace slipway

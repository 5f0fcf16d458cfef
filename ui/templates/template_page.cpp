// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/templates/template_page.h"

#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/retranslated.h"
#include "ui/templates/template_details.h"
#include "widgets/form/button.h"
#include "widgets/table/table_view.h"

#include <QPushButton>

namespace slipway {

TemplatePage::TemplatePage(Workbench& workbench, QWidget* parent)
    : ListPage(workbench, Kind::Template, IconName::File, parent),
      actions_(workbench),
      jobs_(makeButton({}, ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("templatePage"));
    jobs_->setObjectName(QStringLiteral("jobs"));
    addHeaderAction(jobs_);
    connect(jobs_, &QPushButton::clicked, this, &TemplatePage::jobsRequested);
    connect(&actions_, &TemplateActions::renamed, this, [this](const std::string& key) { select(key); });
    start();
    connect(table(), &TableView::rowActivated, this, &TemplatePage::begin);
    retranslated(this, [this] { jobs_->setText(tr("Jobs")); });
}

DetailsPane* TemplatePage::makeDetails(QWidget* parent)
{
    auto* details = new TemplateDetails(workbench_, actions_, parent);
    connect(details, &TemplateDetails::launchRequested, this, &TemplatePage::launchRequested);
    return details;
}

ListPage::Words TemplatePage::words() const
{
    return {
        tr("Templates"), tr("Launch job"), tr("Filter, such as owner:me flavor:gpu-1"), tr("No template yet"),
        tr("A template keeps what a job was launched with, for all of the project to start from. Save one "
           "in the last step of launching a job.")};
}

QList<TableColumn> TemplatePage::columns() const
{
    return {workload_cells::nameColumn(),
            {.id = QStringLiteral("description"), .title = tr("What it is for"), .width = 260},
            {.id = QStringLiteral("flavor"), .title = tr("Flavor"), .width = 120, .filter = FilterKind::Word},
            {.id = QStringLiteral("command"), .title = tr("Command"), .width = 320},
            workload_cells::ownerColumn(),
            workload_cells::createdColumn(),
            workload_cells::labelsColumn()};
}

TableRow TemplatePage::row(const Item& item) const
{
    const auto& spec = item.specAs<TemplateSpec>();
    const QString description = QString::fromStdString(spec.description);
    const QString command = QString::fromStdString(spec.job.command);
    return {QString::fromStdString(itemKey(item.resource)),
            {workload_cells::name(item), TableCell{.text = description, .tooltip = description},
             TableCell{.text = QString::fromStdString(spec.job.flavor)},
             TableCell{.text = command, .tooltip = command, .dim = true},
             workload_cells::owner(workbench_.workspace, item), workload_cells::created(item),
             workload_cells::labels(item)}};
}

bool TemplatePage::ages(const Item& /*item*/) const
{
    return false;
}

std::vector<BulkAction> TemplatePage::bulkActions()
{
    return actions_.bulk();
}

void TemplatePage::begin()
{
    Q_EMIT launchRequested(selected());
}

}  // namespace slipway

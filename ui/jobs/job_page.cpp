// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_page.h"

#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/launch/launch_job_dialog.h"
#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"

#include <QPushButton>

namespace slipway {

JobPage::JobPage(Workbench& workbench, JobActions& actions, QWidget* parent)
    : ListPage(workbench, Kind::Job, IconName::Jobs, parent),
      actions_(actions),
      templates_(makeButton({}, ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("jobPage"));
    templates_->setObjectName(QStringLiteral("templates"));
    addHeaderAction(templates_);
    connect(templates_, &QPushButton::clicked, this, &JobPage::templatesRequested);
    start();
    retranslated(this, [this] { templates_->setText(tr("Templates")); });
}

JobDetails* JobPage::details()
{
    return qobject_cast<JobDetails*>(ListPage::details());
}

DetailsPane* JobPage::makeDetails(QWidget* parent)
{
    auto* details = new JobDetails(workbench_, actions_, parent);
    connect(details, &JobDetails::cloneRequested, this, &JobPage::clone);
    return details;
}

ListPage::Words JobPage::words() const
{
    return {tr("Jobs"), tr("Launch job"), tr("Filter, such as owner:me phase:running gpu>1"),
            tr("No job yet"),
            tr("A job runs one command with your code, packages and datasets, and gives its GPUs back when "
               "it ends. "
               "Its log, metrics and models stay.")};
}

QList<TableColumn> JobPage::columns() const
{
    return {workload_cells::nameColumn(),
            workload_cells::phaseColumn(),
            workload_cells::gpusColumn(),
            workload_cells::ownerColumn(),
            workload_cells::runtimeColumn(tr("Runtime")),
            {.id = QStringLiteral("message"), .title = tr("Result, or why it waits"), .width = 300},
            workload_cells::createdColumn(),
            workload_cells::labelsColumn()};
}

TableRow JobPage::row(const Item& item) const
{
    const WorkloadStatus& status = item.workload();
    TableCell result = workload_cells::reason(item);
    if (result.text.isEmpty() && !status.models.empty())
        result.text = status.models.size() == 1
                          ? tr("1 model")
                          : tr("%1 models").arg(static_cast<qulonglong>(status.models.size()));
    return {QString::fromStdString(itemKey(item.resource)),
            {workload_cells::name(item), workload_cells::phase(item),
             workload_cells::gpus(workbench_.workspace, item.specAs<JobSpec>()),
             workload_cells::owner(workbench_.workspace, item),
             workload_cells::duration(Texts::ran(status, now())), result, workload_cells::created(item),
             workload_cells::labels(item)}};
}

bool JobPage::ages(const Item& item) const
{
    return item.workload().phase == Phase::Running;
}

std::vector<BulkAction> JobPage::bulkActions()
{
    return actions_.bulk();
}

void JobPage::begin()
{
    clone(nullptr);
}

void JobPage::clone(const ItemPtr& like)
{
    auto* dialog = new LaunchJobDialog(workbench_, like, window());
    connect(dialog, &CreateDialog::created, this, [this](const Resource& made) { select(itemKey(made)); });
    dialog->openSoon();
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environments/environment_page.h"

#include "ui/environments/create_environment_dialog.h"
#include "ui/environments/environment_actions.h"
#include "ui/environments/environment_details.h"
#include "ui/parts/lists/workload_cells.h"

namespace slipway {

EnvironmentPage::EnvironmentPage(Workbench& workbench, EnvironmentActions& actions, QWidget* parent)
    : ListPage(workbench, Kind::Environment, IconName::Environments, parent), actions_(actions)
{
    setObjectName(QStringLiteral("environmentPage"));
    start();
}

DetailsPane* EnvironmentPage::makeDetails(QWidget* parent)
{
    return new EnvironmentDetails(workbench_, actions_, parent);
}

ListPage::Words EnvironmentPage::words() const
{
    return {tr("Environments"), tr("Create environment"), tr("Filter, such as owner:me phase:running gpu>1"),
            tr("No environment yet"),
            tr("An environment is a machine of your own with Jupyter and your packages. Give its GPU back "
               "whenever "
               "you like: files and packages stay.")};
}

QList<TableColumn> EnvironmentPage::columns() const
{
    return {workload_cells::nameColumn(),
            workload_cells::phaseColumn(),
            workload_cells::gpusColumn(),
            workload_cells::ownerColumn(),
            workload_cells::runtimeColumn(tr("Running for")),
            {.id = QStringLiteral("message"), .title = tr("State, or why it waits"), .width = 300},
            workload_cells::createdColumn(),
            workload_cells::labelsColumn()};
}

TableRow EnvironmentPage::row(const Item& item) const
{
    const WorkloadStatus& status = item.workload();
    const auto ran = status.phase == Phase::Running ? Texts::ran(status, now()) : std::nullopt;
    return {QString::fromStdString(itemKey(item.resource)),
            {workload_cells::name(item), workload_cells::phase(item),
             workload_cells::gpus(workbench_.workspace, item.specAs<EnvironmentSpec>().flavor),
             workload_cells::owner(workbench_.workspace, item), workload_cells::duration(ran),
             workload_cells::reason(item), workload_cells::created(item), workload_cells::labels(item)}};
}

bool EnvironmentPage::ages(const Item& item) const
{
    return item.workload().phase == Phase::Running;
}

std::vector<BulkAction> EnvironmentPage::bulkActions()
{
    return actions_.bulk();
}

void EnvironmentPage::begin()
{
    auto* dialog = new CreateEnvironmentDialog(workbench_, window());
    connect(dialog, &CreateDialog::created, this, [this](const Resource& made) { select(itemKey(made)); });
    dialog->openSoon();
}

}  // namespace slipway

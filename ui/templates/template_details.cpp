// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/templates/template_details.h"

#include "core/resources/replicas.h"
#include "ui/parts/details/assignment_lines.h"
#include "ui/parts/details/events_tab.h"
#include "ui/parts/details/fact_list.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/rights.h"
#include "ui/session/workspace.h"
#include "ui/templates/template_actions.h"
#include "widgets/form/button.h"

#include <QPushButton>

namespace slipway {

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << text(word);
    return list.join(QStringLiteral(", "));
}

}  // namespace

TemplateDetails::TemplateDetails(Workbench& workbench, TemplateActions& actions, QWidget* parent)
    : DetailsPane(workbench.theme, workbench.preferences, parent),
      workbench_(workbench),
      actions_(actions),
      launch_(makeButton({}, ButtonKind::Secondary)),
      rename_(makeButton({}, ButtonKind::Secondary)),
      remove_(makeButton({}, ButtonKind::Secondary))
{
    launch_->setObjectName(QStringLiteral("launchFrom"));
    rename_->setObjectName(QStringLiteral("rename"));
    remove_->setObjectName(QStringLiteral("delete"));
    for (QPushButton* button : {launch_, rename_, remove_})
        addAction(button);
    connect(launch_, &QPushButton::clicked, this, [this] { Q_EMIT launchRequested(item_); });
    connect(rename_, &QPushButton::clicked, this, [this] { actions_.rename(item_, window()); });
    connect(remove_, &QPushButton::clicked, this, [this] { actions_.remove(item_->resource, window()); });
    const auto overview = [this](QWidget* tabs) {
        overview_ = new FactList(workbench_.theme, tabs);
        refreshOverview();
        return overview_;
    };
    addTab(QStringLiteral("overview"), overview, [] { return tr("Overview"); });
    addItemTab(QStringLiteral("events"), workbench_, events_, [] { return tr("Events"); });
    addItemTab(QStringLiteral("yaml"), workbench_, yaml_, [] { return tr("YAML"); });
    connect(&workbench.workspace, &Workspace::accountChanged, this, [this] { show(item_); });
    retranslated(this, [this] { retranslate(); });
}

void TemplateDetails::retranslate()
{
    launch_->setText(tr("Launch job"));
    rename_->setText(tr("Rename"));
    remove_->setText(tr("Delete"));
    show(item_);
}

void TemplateDetails::show(const ItemPtr& item)
{
    item_ = item;
    showIn(item, events_, yaml_);
    if (!item)
        return;
    const QString why_not = whyNotChangeable(workbench_.workspace, item->resource);
    setName(text(item->resource.name));
    setStatus(StatusTone::Neutral, item->resource.deleting ? tr("Deleting") : tr("Template"));
    setSummary(text(item->specAs<TemplateSpec>().description));
    for (QPushButton* button : {rename_, remove_}) {
        button->setEnabled(why_not.isEmpty());
        button->setToolTip(why_not);
    }
    launch_->setVisible(!item->resource.deleting);
    refreshOverview();
}

void TemplateDetails::refreshOverview()
{
    if (!overview_ || !item_)
        return;
    const JobSpec& job = item_->specAs<TemplateSpec>().job;
    const bool git = !job.code.git_url.empty();
    const QString code =
        git ? text(job.code.git_url + (job.code.git_revision.empty() ? "" : " @ " + job.code.git_revision))
            : text(job.code.folder_sha256.empty() ? "" : "code/" + job.code.folder_sha256 + ".tar");
    overview_->setFacts({
        {tr("Description"), text(item_->specAs<TemplateSpec>().description)},
        {tr("Command"), text(job.command), Fact::Look::Mono},
        {tr("Before it"), text(job.pre_command), Fact::Look::Mono},
        {tr("After it"), text(job.post_command), Fact::Look::Mono},
        {tr("Code"), code, Fact::Look::Mono},
        {tr("Environment"), text(job.environment)},
        {tr("Flavor"), text(job.flavor)},
        {tr("Cluster"), text(job.cluster)},
        {tr("Replicas"), text(formatRoles(job.roles))},
        {tr("Image"), text(job.image)},
        {tr("Datasets"), joined(job.datasets)},
        {tr("Volumes"), volumeNames(job.volumes)},
        {tr("Parameters"), assignmentLines(job.params), Fact::Look::Mono},
        {tr("Variables"), assignmentLines(job.env), Fact::Look::Mono},
        {tr("Stop after"), job.duration_limit.count() > 0 ? Texts::duration(job.duration_limit) : QString()},
        {tr("Retries"), job.retries > 0 ? QString::number(job.retries) : QString()},
        {tr("Owner"), text(item_->resource.owner)},
        {tr("Created"), Texts::ago(item_->resource.created, now()), Fact::Look::Plain,
         Texts::absolute(item_->resource.created)},
    });
}

}  // namespace slipway

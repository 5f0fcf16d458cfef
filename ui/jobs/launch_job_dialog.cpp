// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch_job_dialog.h"

#include "client/code_upload.h"
#include "core/resources/replicas.h"
#include "ui/jobs/job_command_page.h"
#include "ui/jobs/job_resources_page.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/names.h"
#include "ui/parts/texts.h"
#include "ui/session/settings.h"

#include <nlohmann/json.hpp>

namespace slipway {

LaunchJobDialog::LaunchJobDialog(Workbench& workbench, const ItemPtr& like, QWidget* parent)
    : CreateDialog(workbench, parent),
      what_(new JobCommandPage(workbench)),
      with_(new JobResourcesPage(workbench))
{
    setObjectName(QStringLiteral("launchJob"));
    addStep({}, what_);
    addStep({}, with_);
    what_->addErrors(errors(), 0);
    with_->addErrors(errors(), 1);
    addReview();
    takeDefaults(like);
    connect(what_, &JobCommandPage::changed, this, &LaunchJobDialog::touch);
    connect(with_, &JobResourcesPage::changed, this, &LaunchJobDialog::touch);
    start();
    what_->focusCommand();
}

void LaunchJobDialog::retranslate()
{
    setTitle(tr("Launch job"));
    setStepNames({tr("Command"), tr("Resources"), tr("Review")});
    setFinishText(tr("Launch"));
    setSending(sending_);
    what_->retranslate();
    with_->retranslate();
    CreateDialog::retranslate();
}

void LaunchJobDialog::setSending(bool sending)
{
    sending_ = sending;
    setNote(sending ? tr("Packing and sending the code…") : QString());
}

void LaunchJobDialog::takeDefaults(const ItemPtr& like)
{
    const Workspace& workspace = workbench_.workspace;
    JobSpec spec;
    spec.flavor = suggestedFlavor(workspace);
    std::string name = "job-1";
    if (like) {
        spec = like->specAs<JobSpec>();
        name = like->resource.name;
    } else if (const auto last = parseResource(workbench_.settings.get(settings::last_job).toStdString())) {
        name = last->name;
        spec = readItem(*last)->specAs<JobSpec>();
    }
    spec.stopped = false;
    what_->take(unusedName(workspace, Kind::Job, name), spec);
    with_->take(spec);
    if (!like && !spec.code.folder_sha256.empty())
        what_->setFolder(workbench_.settings.get(settings::last_job_folder));
}

bool LaunchJobDialog::checkForm()
{
    return with_->check();
}

int LaunchJobDialog::unfilledStep() const
{
    return spec().command.empty() ? 0 : -1;
}

JobSpec LaunchJobDialog::spec() const
{
    JobSpec spec;
    what_->fill(spec);
    with_->fill(spec);
    if (what_->code() == JobCommandPage::Code::Folder)
        spec.code.folder_sha256 = sent_digest_;
    return spec;
}

Resource LaunchJobDialog::form() const
{
    Resource resource;
    resource.kind = Kind::Job;
    resource.project = workbench_.workspace.project();
    resource.name = what_->name();
    resource.spec = dumpJson(write(spec()));
    return resource;
}

QList<Fact> LaunchJobDialog::summary() const
{
    const JobSpec chosen = spec();
    QStringList datasets, params;
    for (const std::string& dataset : chosen.datasets)
        datasets << QString::fromStdString(dataset);
    for (const auto& [key, value] : chosen.params)
        params << QString::fromStdString(key + "=" + value);
    return {{tr("Name"), QString::fromStdString(what_->name())},
            {tr("Command"), QString::fromStdString(chosen.command), Fact::Look::Mono},
            {tr("Code"), what_->codeText()},
            {tr("Environment"), QString::fromStdString(chosen.environment)},
            {tr("Flavor"), with_->flavorText()},
            {tr("Cluster"), with_->clusterText()},
            {tr("Replicas"), with_->replicasText()},
            {tr("Available"), with_->availability()},
            {tr("Datasets"), datasets.join(QStringLiteral(", "))},
            {tr("Volumes"), volumeNames(chosen.volumes)},
            {tr("Parameters"), params.join(QStringLiteral(", "))},
            {tr("Stop after"),
             chosen.duration_limit.count() > 0 ? Texts::duration(chosen.duration_limit) : QString()}};
}

CliCommand LaunchJobDialog::command() const
{
    const JobSpec chosen = spec();
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    CliCommand command({QStringLiteral("slipwayctl")});
    command.option(QStringLiteral("--project"), text(workbench_.workspace.project()))
        .argument(QStringLiteral("job"))
        .argument(QStringLiteral("submit"))
        .option(QStringLiteral("--name"), text(what_->name()))
        .option(QStringLiteral("--flavor"), text(chosen.flavor))
        .option(QStringLiteral("--cluster"), text(chosen.cluster))
        .option(QStringLiteral("--image"), text(chosen.image))
        .option(QStringLiteral("--environment"), text(chosen.environment));
    if (!chosen.roles.empty())
        command.option(QStringLiteral("--replicas"),
                       text(formatRoles(chosen.roles)).remove(QLatin1Char(' ')));
    for (const std::string& dataset : chosen.datasets)
        command.option(QStringLiteral("--dataset"), text(dataset));
    for (const VolumeMountSpec& mount : chosen.volumes)
        command.option(QStringLiteral("--volume"), volumeOption(mount));
    for (const auto& [key, value] : chosen.params)
        command.option(QStringLiteral("--param"), text(key + "=" + value));
    for (const auto& [key, value] : chosen.env)
        command.option(QStringLiteral("--env"), text(key + "=" + value));
    if (what_->code() == JobCommandPage::Code::Folder)
        command.option(QStringLiteral("--code"), what_->folder());
    command.option(QStringLiteral("--git"), text(chosen.code.git_url))
        .option(QStringLiteral("--revision"), text(chosen.code.git_revision))
        .option(QStringLiteral("--pre"), text(chosen.pre_command))
        .option(QStringLiteral("--post"), text(chosen.post_command));
    if (chosen.duration_limit.count() > 0)
        command.option(QStringLiteral("--limit"), text(formatDuration(chosen.duration_limit)));
    if (chosen.retries > 0)
        command.option(QStringLiteral("--retries"), QString::number(chosen.retries));
    return command.option(QStringLiteral("--command"), text(chosen.command));
}

void LaunchJobDialog::prepare(std::function<void(Result<void>)> ready)
{
    if (what_->code() != JobCommandPage::Code::Folder)
        return ready({});
    setSending(true);
    calls().start<std::string>(
        [this](Answer<std::string> done) {
            return uploadCode(workbench_.workspace.session(), what_->folder().toStdString(),
                              workbench_.workspace.project(), std::move(done));
        },
        [this, ready = std::move(ready)](Result<std::string> digest) {
            setSending(false);
            if (!digest) {
                Error error = digest.error();
                error.field = "spec.code";
                return ready(tl::unexpected(std::move(error)));
            }
            sent_digest_ = std::move(*digest);
            ready({});
        });
}

void LaunchJobDialog::remember()
{
    Resource launched = form();
    workbench_.settings.set(settings::last_job, QString::fromStdString(formatResource(launched)));
    if (what_->code() == JobCommandPage::Code::Folder)
        workbench_.settings.set(settings::last_job_folder, what_->folder());
}

}  // namespace slipway

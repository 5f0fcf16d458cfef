// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/launch/launch_job_dialog.h"

#include "client/code_upload.h"
#include "core/resources/replicas.h"
#include "core/yaml/yaml_writer.h"
#include "ui/jobs/launch/job_command_page.h"
#include "ui/jobs/launch/job_differences.h"
#include "ui/jobs/launch/job_origins.h"
#include "ui/jobs/launch/job_resources_page.h"
#include "ui/jobs/launch/last_jobs.h"
#include "ui/jobs/launch/save_template_dialog.h"
#include "ui/parts/forms/flavor_box.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/names.h"
#include "ui/parts/prices.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/status/toast_stack.h"

#include <nlohmann/json.hpp>

#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

LaunchJobDialog::LaunchJobDialog(Workbench& workbench, const ItemPtr& like, QWidget* parent)
    : CreateDialog(workbench, parent)
{
    setObjectName(QStringLiteral("launchJob"));
    buildFirst(addStep(), like);
    QVBoxLayout& second = addStep();
    with_ = new JobResourcesPage(workbench, second.parentWidget());
    second.addWidget(with_);
    what_->addErrors(errors(), 0);
    with_->addErrors(errors(), 1);
    addReview();
    save_template_ = makeButton({}, ButtonKind::Secondary, this);
    save_template_->setObjectName(QStringLiteral("saveAsTemplate"));
    addReviewAction(save_template_);
    takeOrigin();
    connect(what_, &JobCommandPage::changed, this, &LaunchJobDialog::edited);
    connect(with_, &JobResourcesPage::changed, this, &LaunchJobDialog::edited);
    connect(origin_, &QComboBox::currentIndexChanged, this, &LaunchJobDialog::takeOrigin);
    connect(save_template_, &QPushButton::clicked, this, &LaunchJobDialog::saveTemplate);
    start();
    what_->focusCommand();
}

void LaunchJobDialog::buildFirst(QVBoxLayout& layout, const ItemPtr& like)
{
    QWidget* page = layout.parentWidget();
    origin_ = new JobOriginBox(workbench_, like);
    origin_->setObjectName(QStringLiteral("origin"));
    origin_field_ = new FormField(origin_, page);
    what_ = new JobCommandPage(workbench_, page);
    layout.addWidget(origin_field_);
    layout.addWidget(what_, 1);
}

void LaunchJobDialog::retranslate()
{
    origin_field_->setLabel(tr("Start from"));
    origin_->retranslate();
    save_template_->setText(tr("Save as template…"));
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

void LaunchJobDialog::takeOrigin()
{
    const JobOrigin& origin = origin_->origin();
    what_->take(unusedName(workbench_.workspace, Kind::Job, origin.name), origin.spec);
    with_->take(origin.spec);
    if (!origin.spec.code.folder_sha256.empty())
        what_->setFolder(origin.folder);
    edited();
}

void LaunchJobDialog::edited()
{
    std::vector<std::string> members;
    for (const MemberChange& difference : differences())
        members.push_back("spec." + difference.path);
    errors().markChanged(members);
    save_template_->setEnabled(unfilledStep() < 0);
    touch();
}

std::vector<MemberChange> LaunchJobDialog::differences() const
{
    if (origin_->originText().isEmpty())
        return {};
    JobSpec chosen = spec();
    // A folder is sent again in any case; whether its code is another one shows only then.
    if (what_->code() == JobCommandPage::Code::Folder && what_->folder() == origin_->origin().folder)
        chosen.code = origin_->origin().spec.code;
    return jobDifferences(origin_->origin().spec, chosen);
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
    JobSpec spec = origin_->origin().spec;  // What the form does not show stays as it was.
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
    return {
        {tr("Name"), QString::fromStdString(what_->name())},
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
         chosen.duration_limit.count() > 0 ? Texts::duration(chosen.duration_limit) : QString()},
        {tr("Cost"), cost()},
        {tr("Changed from %1").arg(origin_->originText()), differencesText(differences()), Fact::Look::Mono}};
}

QString LaunchJobDialog::cost() const
{
    const JobSpec chosen = spec();
    const auto price = Prices::ofJob(workbench_.workspace, chosen);
    QStringList parts{Prices::perHour(price), Prices::atMost(price, chosen.duration_limit)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString LaunchJobDialog::document() const
{
    Json json{{"kind", "Job"},
              {"name", what_->name()},
              {"project", workbench_.workspace.project()},
              {"spec", write(spec())}};
    if (what_->code() == JobCommandPage::Code::Folder)
        json["spec"]["code"] = {{"folder", what_->folder().toStdString()}};  // slipwayctl sends it.
    return QString::fromStdString(writeYaml(json));
}

void LaunchJobDialog::saveTemplate()
{
    prepare([this](Result<void> ready) {
        if (!ready) {
            workbench_.toasts.show(explain(ready.error()), StatusTone::Failed);
            return;
        }
        (new SaveTemplateDialog(workbench_, spec(), what_->name(), this))->open();
    });
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
    const bool of_folder = what_->code() == JobCommandPage::Code::Folder;
    rememberLastJob(workbench_.settings, placeOf(workbench_.workspace),
                    {launched, of_folder ? what_->folder() : QString()});
}

}  // namespace slipway

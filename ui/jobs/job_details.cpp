// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_details.h"

#include "core/resources/replicas.h"
#include "ui/datasets/far_data_notice.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/metrics_tab.h"
#include "ui/jobs/replicas_tab.h"
#include "ui/parts/details/assignment_lines.h"
#include "ui/parts/details/events_tab.h"
#include "ui/parts/details/fact_list.h"
#include "ui/parts/details/log_tab.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/parts/files/files_tab.h"
#include "ui/parts/forms/volume_list.h"
#include "ui/parts/queue_poll.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/tone.h"
#include "ui/parts/wait_outlook.h"
#include "ui/session/gpu_usage.h"
#include "ui/session/workspace.h"
#include "widgets/form/button.h"
#include "widgets/form/search_field.h"
#include "widgets/log/log_panel.h"

#include <QPushButton>

namespace slipway {

namespace {

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

QString codeText(const CodeSpec& code)
{
    if (!code.git_url.empty())
        return QString::fromStdString(code.git_url +
                                      (code.git_revision.empty() ? "" : " @ " + code.git_revision));
    return QString::fromStdString(code.folder_sha256.empty() ? "" : "code/" + code.folder_sha256 + ".tar");
}

}  // namespace

JobDetails::JobDetails(Workbench& workbench, JobActions& actions, QWidget* parent)
    : DetailsPane(workbench.theme, workbench.preferences, parent),
      workbench_(workbench),
      actions_(actions),
      far_data_(new FarDataNotice(workbench, this)),
      queue_(new QueuePoll(workbench.workspace, *this))
{
    addButtons();
    addNotice(far_data_);
    connect(queue_, &QueuePoll::changed, this, [this] {
        if (item_)
            refreshOverview();
    });
    addTabs();
    retranslated(this, [this] { retranslate(); });
}

void JobDetails::addTabs()
{
    const auto overview = [this](QWidget* parent) {
        overview_ = new FactList(workbench_.theme, parent);
        refreshOverview();
        return overview_;
    };
    const auto replicas = [this](QWidget* parent) {
        replicas_ = new ReplicasTab(workbench_, parent);
        replicas_->show(item_);
        connect(replicas_, &ReplicasTab::logRequested, this, [this](const QString& replica) {
            setCurrentTabName(QStringLiteral("logs"));
            log()->chooseReplica(replica);
        });
        return replicas_;
    };
    addTab(QStringLiteral("overview"), overview, [] { return tr("Overview"); });
    addTab(QStringLiteral("replicas"), replicas, [] { return tr("Replicas"); });
    addItemTab(QStringLiteral("logs"), workbench_, log_, [] { return tr("Logs"); });
    addItemTab(QStringLiteral("metrics"), workbench_, metrics_, [] { return tr("Metrics"); });
    addItemTab(QStringLiteral("files"), workbench_, files_, [] { return tr("Files"); });
    addItemTab(QStringLiteral("events"), workbench_, events_, [] { return tr("Events"); });
    addItemTab(QStringLiteral("yaml"), workbench_, yaml_, [] { return tr("YAML"); });
}

LogTab* JobDetails::log()
{
    tab(QStringLiteral("logs"));
    return log_;
}

MetricsTab* JobDetails::metrics()
{
    tab(QStringLiteral("metrics"));
    return metrics_;
}

void JobDetails::addButtons()
{
    clone_ = makeButton({}, ButtonKind::Secondary);
    clone_->setObjectName(QStringLiteral("clone"));
    stop_ = makeButton({}, ButtonKind::Secondary);
    stop_->setObjectName(QStringLiteral("stop"));
    remove_ = makeButton({}, ButtonKind::Secondary);
    remove_->setObjectName(QStringLiteral("delete"));
    for (QPushButton* button : {clone_, stop_, remove_})
        addAction(button);
    connect(clone_, &QPushButton::clicked, this, [this] { Q_EMIT cloneRequested(item_); });
    connect(stop_, &QPushButton::clicked, this, [this] { actions_.stop(item_->resource, window()); });
    connect(remove_, &QPushButton::clicked, this, [this] { actions_.remove(item_->resource, window()); });
}

void JobDetails::retranslate()
{
    clone_->setText(tr("Clone"));
    stop_->setText(tr("Stop"));
    remove_->setText(tr("Delete"));
    show(item_);
}

void JobDetails::show(const ItemPtr& item)
{
    item_ = item;
    queue_->setItem(item);
    setTabVisible(QStringLiteral("replicas"), item && !item->workload().replicas.empty());
    showIn(item, replicas_, log_, metrics_, files_, events_, yaml_);
    if (!item)
        return;
    const WorkloadStatus& status = item->workload();
    const bool deleting = item->resource.deleting.has_value();
    setName(QString::fromStdString(item->resource.name));
    setStatus(deleting ? StatusTone::Neutral : toneOf(status.phase),
              deleting ? tr("Deleting") : Texts::phase(status.phase));
    setSummary(summary());
    stop_->setVisible(JobActions::canStop(status.phase) && !deleting);
    if (!item->understood) {
        setStatus(StatusTone::Neutral, Texts::notUnderstood());
        setSummary(Texts::whyNotUnderstood());
    }
    remove_->setVisible(!deleting);
    const bool ended = isTerminal(status.phase);
    const auto& wanted = item->specAs<JobSpec>();
    const std::string& cluster = status.cluster.empty() ? wanted.cluster : status.cluster;
    far_data_->setWanted(item->resource.project, ended ? std::vector<std::string>() : wanted.datasets,
                         cluster);
    refreshOverview();
}

void JobDetails::showErrors()
{
    setCurrentTabName(QStringLiteral("logs"));
    log()->panel()->search()->setText(QStringLiteral("error|exception|traceback|killed|out of memory"));
}

QString JobDetails::summary() const
{
    const WorkloadStatus& status = item_->workload();
    QStringList parts;
    if (const QString why = Texts::reason(status); !why.isEmpty())
        parts << why;
    else {
        if (!status.gpus.empty())
            parts << Texts::gpus(static_cast<std::int64_t>(status.gpus.size()));
        parts << QString::fromStdString(item_->specAs<JobSpec>().flavor);
        if (!item_->specAs<JobSpec>().datasets.empty())
            parts << joined(item_->specAs<JobSpec>().datasets);
    }
    return parts.join(QStringLiteral(" · "));
}

void JobDetails::refreshOverview()
{
    if (!overview_ || !item_)
        return;
    const auto& spec = item_->specAs<JobSpec>();
    const WorkloadStatus& status = item_->workload();
    const Timestamp moment = now();
    const auto at = [](const std::optional<Timestamp>& time) {
        return time ? Texts::absolute(*time) : QString();
    };
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    const QueueEntry* place = queue_->entry();
    QList<Fact> facts{
        {tr("Why"), Texts::reason(status)},
        {tr("When it may start"), place ? WaitOutlook::startOrWhyNot(*place, moment) : QString()},
        {tr("Command"), text(spec.command), Fact::Look::Mono},
        {tr("Before it"), text(spec.pre_command), Fact::Look::Mono},
        {tr("After it"), text(spec.post_command), Fact::Look::Mono},
        {tr("Code"), codeText(spec.code), Fact::Look::Mono},
        {tr("Environment"), text(spec.environment)},
        {tr("Flavor"), text(spec.flavor)},
        {tr("Cluster"), Texts::clusterOf(workbench_.workspace, status, spec.cluster)},
        {tr("Replicas"), text(formatRoles(spec.roles))},
        {tr("GPUs held"), Texts::heldGpus(status.gpus, anySimulated(workbench_.workspace, status.gpus))},
        {tr("Image"), text(spec.image)},
        {tr("Datasets"), joined(spec.datasets)},
        {tr("Volumes"), volumeNames(spec.volumes)},
        {tr("Address"), text(status.address), Fact::Look::Copyable},
        {tr("Parameters"), assignmentLines(spec.params), Fact::Look::Mono},
        {tr("Variables"), assignmentLines(spec.env), Fact::Look::Mono},
        {tr("Owner"), text(item_->resource.owner)},
        {tr("Started"), at(status.started_at)},
        {tr("Ended"), at(status.ended_at)},
        {tr("Runtime"), status.started_at ? Texts::duration(Texts::ran(status, moment)) : QString()},
        {tr("Exit code"), status.exit_code ? QString::number(*status.exit_code) : QString()},
        {tr("Signal"), status.signal ? QString::number(*status.signal) : QString()},
        {tr("Attempt"),
         status.attempt > 1 ? tr("%1 of %2").arg(status.attempt).arg(spec.retries + 1) : QString()},
        {tr("Outputs"),
         text("s3://" + item_->resource.project + "/jobs/" + item_->resource.name + "/" +
              item_->resource.id.text() + "/outputs/"),
         Fact::Look::Copyable},
    };
    for (const std::string& model : status.models)
        facts.insert(
            1, {tr("Model"), text("s3://" + item_->resource.project + "/" + model), Fact::Look::Copyable});
    overview_->setFacts(facts);
}

}  // namespace slipway

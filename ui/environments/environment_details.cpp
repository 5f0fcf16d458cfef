// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environments/environment_details.h"

#include "ui/datasets/far_data_notice.h"
#include "ui/environments/environment_actions.h"
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
#include "widgets/form/button.h"

#include <QPushButton>

namespace slipway {

EnvironmentDetails::EnvironmentDetails(Workbench& workbench, EnvironmentActions& actions, QWidget* parent)
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
    const auto overview = [this](QWidget* tabs) {
        overview_ = new FactList(workbench_.theme, tabs);
        refreshOverview();
        return overview_;
    };
    addTab(QStringLiteral("overview"), overview, [] { return tr("Overview"); });
    addItemTab(QStringLiteral("logs"), workbench_, log_, [] { return tr("Logs"); });
    addItemTab(QStringLiteral("files"), workbench_, files_, [] { return tr("Files"); });
    addItemTab(QStringLiteral("events"), workbench_, events_, [] { return tr("Events"); });
    addItemTab(QStringLiteral("yaml"), workbench_, yaml_, [] { return tr("YAML"); });
    retranslated(this, [this] { retranslate(); });
}

void EnvironmentDetails::addButtons()
{
    open_ = makeButton({}, ButtonKind::Secondary);
    open_->setObjectName(QStringLiteral("openJupyter"));
    resume_ = makeButton({}, ButtonKind::Primary);
    resume_->setObjectName(QStringLiteral("resume"));
    release_ = makeButton({}, ButtonKind::Secondary);
    release_->setObjectName(QStringLiteral("release"));
    remove_ = makeButton({}, ButtonKind::Secondary);
    remove_->setObjectName(QStringLiteral("delete"));
    for (QPushButton* button : {open_, release_, resume_, remove_})
        addAction(button);
    connect(open_, &QPushButton::clicked, this, [this] { actions_.open(item_->resource); });
    connect(release_, &QPushButton::clicked, this, [this] { actions_.release(item_->resource, window()); });
    connect(resume_, &QPushButton::clicked, this, [this] { actions_.resume(item_->resource); });
    connect(remove_, &QPushButton::clicked, this, [this] { actions_.remove(item_->resource, window()); });
}

void EnvironmentDetails::retranslate()
{
    open_->setText(tr("Open Jupyter"));
    resume_->setText(tr("Resume"));
    remove_->setText(tr("Delete"));
    show(item_);
}

void EnvironmentDetails::show(const ItemPtr& item)
{
    item_ = item;
    queue_->setItem(item);
    showIn(item, log_, files_, events_, yaml_);
    if (!item)
        return;
    const WorkloadStatus& status = item->workload();
    const bool deleting = item->resource.deleting.has_value();
    // Which ones it holds is not known everywhere; that it holds some is.
    const ItemPtr flavor = workbench_.workspace.find(Kind::Flavor, item->specAs<EnvironmentSpec>().flavor);
    const bool has_gpu = !status.gpus.empty() || (flavor && flavor->specAs<FlavorSpec>().gpus > 0);
    setName(QString::fromStdString(item->resource.name));
    setStatus(deleting ? StatusTone::Neutral : toneOf(status.phase),
              deleting ? tr("Deleting") : Texts::phase(status.phase));
    setSummary(Texts::reason(status));
    release_->setText(has_gpu ? tr("Release GPU") : tr("Release"));
    release_->setVisible(EnvironmentActions::canRelease(status.phase) && !deleting);
    resume_->setVisible(EnvironmentActions::canResume(status.phase) && !deleting);
    open_->setVisible(EnvironmentActions::canOpen(status.phase) && !deleting);
    remove_->setVisible(!deleting);
    if (!item->understood) {
        setStatus(StatusTone::Neutral, Texts::notUnderstood());
        setSummary(Texts::whyNotUnderstood());
    }
    const bool ended = isTerminal(status.phase);
    const auto& wanted = item->specAs<EnvironmentSpec>();
    const std::string& cluster = status.cluster.empty() ? wanted.cluster : status.cluster;
    far_data_->setWanted(item->resource.project, ended ? std::vector<std::string>() : wanted.datasets,
                         cluster);
    refreshOverview();
}

void EnvironmentDetails::refreshOverview()
{
    if (!overview_ || !item_)
        return;
    const auto& spec = item_->specAs<EnvironmentSpec>();
    const WorkloadStatus& status = item_->workload();
    const Timestamp moment = now();
    QStringList datasets;
    for (const std::string& dataset : spec.datasets)
        datasets << QString::fromStdString(dataset);
    const QueueEntry* place = queue_->entry();
    overview_->setFacts({
        {tr("When it may start"), place ? WaitOutlook::startOrWhyNot(*place, moment) : QString()},
        {tr("Flavor"), QString::fromStdString(spec.flavor)},
        {tr("Image"), QString::fromStdString(spec.image)},
        {tr("Cluster"), Texts::clusterOf(workbench_.workspace, status, spec.cluster)},
        {tr("GPUs held"), Texts::heldGpus(status.gpus, anySimulated(workbench_.workspace, status.gpus))},
        {tr("Owner"), QString::fromStdString(item_->resource.owner)},
        {tr("Running for"),
         status.phase == Phase::Running ? Texts::duration(Texts::ran(status, moment)) : QString()},
        {tr("Release after"), spec.duration.count() > 0 ? Texts::duration(spec.duration) : tr("Never")},
        {tr("Last release took"), status.release_ms ? tr("%1 ms").arg(*status.release_ms) : QString()},
        {tr("Datasets"), datasets.join(QStringLiteral(", "))},
        {tr("Volumes"), volumeNames(spec.volumes)},
        {tr("Address"), QString::fromStdString(status.address), Fact::Look::Copyable},
        {tr("Created"), Texts::ago(item_->resource.created, moment), Fact::Look::Plain,
         Texts::absolute(item_->resource.created)},
        {tr("Description"), QString::fromStdString(spec.description)},
    });
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/volumes/volume_details.h"

#include "ui/parts/details/assignment_lines.h"
#include "ui/parts/details/events_tab.h"
#include "ui/parts/details/fact_list.h"
#include "ui/parts/details/yaml_tab.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/rights.h"
#include "ui/session/workspace.h"
#include "ui/volumes/volume_actions.h"
#include "ui/volumes/volume_text.h"
#include "widgets/form/button.h"

#include <QPushButton>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds changes_rest{300};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

}  // namespace

VolumeDetails::VolumeDetails(Workbench& workbench, VolumeActions& actions, QWidget* parent)
    : DetailsPane(workbench.theme, workbench.preferences, parent),
      workbench_(workbench),
      actions_(actions),
      grow_(makeButton({}, ButtonKind::Secondary)),
      remove_(makeButton({}, ButtonKind::Secondary))
{
    grow_->setObjectName(QStringLiteral("grow"));
    remove_->setObjectName(QStringLiteral("delete"));
    addAction(grow_);
    addAction(remove_);
    connect(grow_, &QPushButton::clicked, this, [this] { actions_.grow(item_, window()); });
    connect(remove_, &QPushButton::clicked, this, [this] { actions_.remove(item_->resource, window()); });
    const auto overview = [this](QWidget* tabs) {
        overview_ = new FactList(workbench_.theme, tabs);
        refreshOverview();
        return overview_;
    };
    addTab(QStringLiteral("overview"), overview, [] { return tr("Overview"); });
    addItemTab(QStringLiteral("events"), workbench_, events_, [] { return tr("Events"); });
    addItemTab(QStringLiteral("yaml"), workbench_, yaml_, [] { return tr("YAML"); });
    soon_.setSingleShot(true);
    soon_.setInterval(changes_rest);
    connect(&soon_, &QTimer::timeout, this, [this] {
        if (item_ && isVisible())
            refreshOverview();
    });
    connect(&workbench.workspace, &Workspace::changed, this, [this](const std::vector<ItemChange>& changes) {
        const bool concerns = std::any_of(changes.begin(), changes.end(), [](const ItemChange& change) {
            return change.kind == Kind::Environment || change.kind == Kind::Job;
        });
        if (concerns && !soon_.isActive())
            soon_.start();
    });
    connect(&workbench.workspace, &Workspace::accountChanged, this, [this] { show(item_); });
    retranslated(this, [this] { retranslate(); });
}

void VolumeDetails::retranslate()
{
    grow_->setText(tr("Grow"));
    remove_->setText(tr("Delete"));
    show(item_);
}

void VolumeDetails::show(const ItemPtr& item)
{
    item_ = item;
    showIn(item, events_, yaml_);
    if (!item)
        return;
    const QString why_not = whyNotChangeable(workbench_.workspace, item->resource);
    setName(text(item->resource.name));
    setStatus(VolumeText::tone(*item), VolumeText::phase(*item));
    setSummary(VolumeText::why(*item));
    grow_->setVisible(VolumeActions::canGrow(*item));
    remove_->setVisible(!item->resource.deleting);
    for (QPushButton* button : {grow_, remove_}) {
        button->setEnabled(why_not.isEmpty());
        button->setToolTip(why_not);
    }
    refreshOverview();
}

void VolumeDetails::refreshOverview()
{
    if (!overview_ || !item_)
        return;
    const auto& spec = item_->specAs<VolumeSpec>();
    const auto& status = item_->statusAs<VolumeStatus>();
    const auto there = static_cast<std::uint64_t>(status.size_bytes);
    const bool made = spec.kind == VolumeKind::Shared;
    const QString users = VolumeText::users(workbench_.workspace, *item_);
    const bool many_clusters = workbench_.workspace.items(Kind::Cluster).size() > 1;
    overview_->setFacts({
        {tr("Why"), VolumeText::why(*item_)},
        {tr("Who may mount it"), VolumeText::scope(workbench_.workspace, *item_)},
        {tr("Storage"), VolumeText::kind(spec.kind)},
        {tr("Size"), made ? VolumeText::size(*item_) : QString()},
        {tr("Size there"), there > 0 && there != spec.size.count() ? Texts::bytes(there) : QString()},
        {tr("Storage class"), text(spec.storage_class)},
        {tr("Claim"), text(spec.kind == VolumeKind::Claim ? spec.claim : status.claim), Fact::Look::Copyable},
        {tr("CSI driver"), text(spec.csi.driver), Fact::Look::Mono},
        {tr("Attributes"), assignmentLines(spec.csi.attributes), Fact::Look::Mono},
        {tr("Secret"), text(spec.csi.secret), Fact::Look::Mono},
        {tr("Cluster"),
         many_clusters && spec.cluster.empty() ? tr("Where the platform itself is") : text(spec.cluster)},
        {tr("Mounted by"), users.isEmpty() ? tr("Nothing now") : users},
        {tr("In a job"), QStringLiteral("$SLIPWAY_VOLUMES/") + text(item_->resource.name),
         Fact::Look::Copyable},
        {tr("Owner"), text(item_->resource.owner)},
        {tr("Created"), Texts::ago(item_->resource.created, now()), Fact::Look::Plain,
         Texts::absolute(item_->resource.created)},
        {tr("Description"), text(spec.description)},
    });
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/cluster_tab.h"

#include "ui/cluster/add_cluster_dialog.h"
#include "ui/cluster/cluster_check_dialog.h"
#include "ui/parts/forms/confirm_dialog.h"
#include "ui/parts/lists/filtered_table.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "widgets/form/button.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/form/status/toast_stack.h"
#include "widgets/table/badge_delegate.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <nlohmann/json.hpp>

#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr int phase_column = 1;

TableCell phaseCell(const Item& item)
{
    const std::string& phase = item.statusAs<ClusterStatus>().phase;
    const bool paused = item.specAs<ClusterSpec>().paused;
    if (item.resource.deleting)
        return {.text = ClusterTab::tr("Being removed"),
                .tone = StatusTone::Idle,
                .word = QStringLiteral("removing")};
    if (phase == "Failed")
        return {
            .text = ClusterTab::tr("Failed"), .tone = StatusTone::Failed, .word = QStringLiteral("failed")};
    if (phase == "Away")
        return {.text = ClusterTab::tr("Away"), .tone = StatusTone::Idle, .word = QStringLiteral("away")};
    if (phase == "Ready" && paused)
        return {.text = ClusterTab::tr("Paused"), .tone = StatusTone::Idle, .word = QStringLiteral("paused")};
    if (phase == "Ready")
        return {
            .text = ClusterTab::tr("Ready"), .tone = StatusTone::Running, .word = QStringLiteral("ready")};
    return {.text = ClusterTab::tr("Connecting"),
            .tone = StatusTone::Waiting,
            .word = QStringLiteral("connecting")};
}

TableRow rowOf(const Item& item)
{
    const auto& status = item.statusAs<ClusterStatus>();
    const QString name = QString::fromStdString(item.resource.name);
    const QString message = QString::fromStdString(status.message);
    const QString note =
        message.isEmpty() ? QString::fromStdString(item.specAs<ClusterSpec>().description) : message;
    const QString version = QString::fromStdString(status.version);
    const QString kind = status.engine == "local" ? ClusterTab::tr("The server's machine")
                                                  : QStringLiteral("Kubernetes ") + version;
    return {name,
            {TableCell{.text = name, .strong = true}, phaseCell(item),
             TableCell{.text = kind.trimmed(), .tooltip = QString::fromStdString(status.server)},
             TableCell{.text = Texts::count(status.nodes), .sort = static_cast<qlonglong>(status.nodes)},
             TableCell{.text = Texts::count(status.gpus), .sort = static_cast<qlonglong>(status.gpus)},
             TableCell{.text = note, .tooltip = note, .dim = true}}};
}

}  // namespace

ClusterTab::ClusterTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      list_(new FilteredTable(IconName::Cluster, workbench.theme, this)),
      model_(new KeyedTableModel(this)),
      add_(makeButton({}, ButtonKind::Secondary))
{
    list_->table()->setObjectName(QStringLiteral("clusters"));
    list_->filter()->setObjectName(QStringLiteral("clusterFilter"));
    add_->setObjectName(QStringLiteral("addCluster"));
    list_->addTool(add_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(list_);
    connect(add_, &QPushButton::clicked, this, &ClusterTab::add);
    connect(&list_->pane(), &StatePane::actionTriggered, this, &ClusterTab::add);
    connect(list_->table(), &TableView::contextMenuRequested, this,
            [this](QMenu* menu, const QStringList& names) {
                if (names.size() == 1)
                    fillMenu(*menu, names.front());
            });
    connect(list_->table(), &TableView::rowActivated, this, &ClusterTab::check);
    connect(&workbench.workspace, &Workspace::reset, this, &ClusterTab::refresh);
    connect(&workbench.workspace, &Workspace::changed, this, &ClusterTab::refresh);
    connect(&workbench.workspace, &Workspace::accountChanged, this, &ClusterTab::refresh);
    retranslated(this, [this] { retranslate(); });
}

void ClusterTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    add_->setText(tr("Add cluster..."));
    model_->setColumns(
        {{QStringLiteral("name"), tr("Name"), to_left, 160},
         {QStringLiteral("phase"), tr("Status"), to_left, 130, false, Word},
         {QStringLiteral("kind"), tr("Runs on"), to_left, 170, false, Word},
         {QStringLiteral("nodes"), tr("Nodes"), to_left, 80, false, Number, QStringLiteral("node")},
         {QStringLiteral("gpus"), tr("GPUs"), to_left, 80, false, Number, QStringLiteral("gpu")},
         {QStringLiteral("note"), tr("Note"), to_left, 320}});
    TableView* table = list_->table();
    if (!table->model() || table->model()->columnCount() == 0) {
        list_->setTable(*model_);
        table->setItemDelegateForColumn(phase_column, new BadgeDelegate(workbench_.theme, table));
        rememberColumns(*table, workbench_.settings, settings::clusters_table);
    }
    list_->retranslate({tr("Clusters"), tr("Filter, such as phase:ready gpu>=8")});
    refresh();
}

void ClusterTab::refresh()
{
    QList<TableRow> rows;
    for (const ItemPtr& item : workbench_.workspace.items(Kind::Cluster))
        rows << rowOf(*item);
    model_->setRows(rows);
    const bool may_add = workbench_.workspace.account().administrator;
    add_->setVisible(may_add);
    if (workbench_.workspace.loaded())
        list_->pane().setEmpty(tr("No cluster yet"), tr("Environments and jobs run on clusters."),
                               may_add ? add_->text() : QString());
}

void ClusterTab::fillMenu(QMenu& menu, const QString& name)
{
    const ItemPtr cluster = workbench_.workspace.find(Kind::Cluster, name.toStdString());
    if (!cluster || !workbench_.workspace.account().administrator)
        return;
    const bool paused = cluster->specAs<ClusterSpec>().paused;
    menu.addSeparator();
    menu.addAction(tr("Check..."), this, [this, name] { check(name); });
    menu.addAction(paused ? tr("Take new work again") : tr("Take nothing new"), this,
                   [this, cluster, paused] { setPaused(cluster, !paused); });
    menu.addAction(tr("Remove..."), this, [this, name] { remove(name.toStdString()); });
}

void ClusterTab::add()
{
    auto* dialog = new AddClusterDialog(workbench_, window());
    connect(dialog, &AddClusterDialog::added, this, [this](const Resource& cluster) {
        workbench_.toasts.show(tr("Cluster %1 added.").arg(QString::fromStdString(cluster.name)));
    });
    dialog->openSoon();
}

void ClusterTab::check(const QString& name)
{
    if (workbench_.workspace.account().administrator)
        (new ClusterCheckDialog(workbench_, name.toStdString(), window()))->open();
}

void ClusterTab::setPaused(const ItemPtr& cluster, bool paused)
{
    Resource wanted = cluster->resource;
    ClusterSpec spec = cluster->specAs<ClusterSpec>();
    spec.paused = paused;
    wanted.spec = dumpJson(write(spec));
    calls_.start<Resource>(
        [&](Answer<Resource> done) { return workbench_.workspace.session().update(wanted, std::move(done)); },
        [this](Result<Resource> answer) {
            if (answer)
                workbench_.workspace.adopt(*answer);
            else
                workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
        });
}

void ClusterTab::remove(const std::string& name)
{
    const auto what = [name] {
        return Confirmation{
            tr("Remove cluster %1?").arg(QString::fromStdString(name)),
            tr("Lost: the way to it. It takes nothing new from now on."),
            tr("Kept: what runs there and what has run there. The cluster goes from this list once "
               "all of that is deleted."),
            tr("Remove cluster"), false};
    };
    auto* dialog = new ConfirmDialog(what, window());
    connect(dialog, &QDialog::accepted, this, [this, name] {
        calls_.start<void>(
            [&](Answer<void> done) {
                return workbench_.workspace.session().remove(Kind::Cluster, {}, name, std::move(done));
            },
            [this](Result<void> answer) {
                if (!answer)
                    workbench_.toasts.show(explain(answer.error()), StatusTone::Failed);
            });
    });
    dialog->open();
}

}  // namespace slipway

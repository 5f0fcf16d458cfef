// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/replicas_tab.h"

#include "ui/parts/lists/filtered_table.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/tone.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/table/badge_delegate.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int phase_column = 1;

TableRow rowOf(const ReplicaStatus& replica, Timestamp moment)
{
    WorkloadStatus times;
    times.phase = replica.phase;
    times.started_at = replica.started_at;
    times.ended_at = replica.ended_at;
    const QString why = explainReason(replica.reason, replica.message);
    const auto gpus = static_cast<qlonglong>(replica.gpus.size());
    const std::string_view phase = name(replica.phase);
    return {
        QString::fromStdString(replica.name),
        {{.text = QString::fromStdString(replica.name), .strong = true},
         {.text = Texts::phase(replica.phase),
          .tone = toneOf(replica.phase),
          .word = QString::fromLatin1(phase.data(), static_cast<qsizetype>(phase.size())).toLower()},
         {.text = QString::fromStdString(replica.node)},
         {.text = gpus == 0 ? QStringLiteral("—") : QString::number(gpus), .sort = gpus, .dim = gpus == 0},
         workload_cells::duration(Texts::ran(times, moment)),
         {.text = why, .tooltip = why}}};
}

}  // namespace

ReplicasTab::ReplicasTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      list_(new FilteredTable(IconName::Jobs, workbench.theme, this)),
      model_(new KeyedTableModel(this))
{
    list_->table()->setObjectName(QStringLiteral("replicas"));
    list_->filter()->setObjectName(QStringLiteral("replicaFilter"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(list_);
    retranslate();
    list_->setTable(*model_);
    list_->table()->setItemDelegateForColumn(phase_column,
                                             new BadgeDelegate(workbench.theme, list_->table()));
    rememberColumns(*list_->table(), workbench.settings, settings::replicas_table);
    connect(list_->table(), &TableView::rowActivated, this, &ReplicasTab::logRequested);
    retranslated(this, [this] { retranslate(); });
}

void ReplicasTab::retranslate()
{
    const auto left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    model_->setColumns({{QStringLiteral("name"), tr("Replica"), left, 130},
                        {QStringLiteral("phase"), tr("Phase"), left, 120, false, Word},
                        {QStringLiteral("node"), tr("Node"), left, 140, false, Word},
                        {QStringLiteral("gpus"), tr("GPUs"), left, 70, false, Number, QStringLiteral("gpu")},
                        {QStringLiteral("runtime"), tr("Runtime"), left, 110, false, Seconds},
                        {QStringLiteral("message"), tr("Result, or why it waits"), left, 320}});
    list_->retranslate({tr("Replicas"), tr("Filter, such as phase:failed node:gpu-3 runtime<1m")});
    list_->pane().setEmpty(tr("No replica has started yet"),
                           tr("They start together, as soon as there is room for all."));
    fill();
}

void ReplicasTab::show(const ItemPtr& item)
{
    item_ = item;
    fill();
}

void ReplicasTab::fill()
{
    QList<TableRow> rows;
    const Timestamp moment = now();
    if (item_) {
        for (const ReplicaStatus& replica : item_->workload().replicas)
            rows << rowOf(replica, moment);
    }
    model_->setRows(rows);
}

}  // namespace slipway

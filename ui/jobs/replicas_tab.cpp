// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/replicas_tab.h"

#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/lists/workload_cells.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/parts/tone.h"
#include "ui/session/explain.h"
#include "ui/session/settings.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QVBoxLayout>

namespace slipway {

namespace {

TableRow rowOf(const ReplicaStatus& replica, Timestamp moment)
{
    WorkloadStatus times;
    times.phase = replica.phase;
    times.started_at = replica.started_at;
    times.ended_at = replica.ended_at;
    const QString why = explainReason(replica.reason, replica.message);
    const auto gpus = static_cast<qlonglong>(replica.gpus.size());
    return {
        QString::fromStdString(replica.name),
        {{.text = QString::fromStdString(replica.name), .strong = true},
         {.text = Texts::phase(replica.phase), .tone = toneOf(replica.phase)},
         {.text = QString::fromStdString(replica.node)},
         {.text = gpus == 0 ? QStringLiteral("—") : QString::number(gpus), .sort = gpus, .dim = gpus == 0},
         workload_cells::duration(Texts::ran(times, moment)),
         {.text = why, .tooltip = why}}};
}

}  // namespace

ReplicasTab::ReplicasTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent), table_(new TableView(workbench.theme)), model_(new KeyedTableModel(this))
{
    table_->setObjectName(QStringLiteral("replicas"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_);
    retranslate();
    table_->setTable(model_);
    rememberColumns(*table_, workbench.settings, settings::replicas_table);
    connect(table_, &TableView::rowActivated, this, &ReplicasTab::logRequested);
    retranslated(this, [this] { retranslate(); });
}

void ReplicasTab::retranslate()
{
    const auto left = Qt::AlignLeft | Qt::AlignVCenter;
    model_->setColumns({{QStringLiteral("name"), tr("Replica"), left, 130},
                        {QStringLiteral("phase"), tr("Phase"), left, 120},
                        {QStringLiteral("node"), tr("Node"), left, 140},
                        {QStringLiteral("gpus"), tr("GPUs"), left, 70},
                        {QStringLiteral("runtime"), tr("Runtime"), left, 110},
                        {QStringLiteral("message"), tr("Result, or why it waits"), left, 320}});
    table_->setAccessibleName(tr("Replicas"));
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

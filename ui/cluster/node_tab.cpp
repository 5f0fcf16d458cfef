// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/node_tab.h"

#include "ui/parts/lists/filtered_table.h"
#include "ui/parts/lists/remembered_columns.h"
#include "ui/parts/retranslated.h"
#include "ui/parts/texts.h"
#include "ui/session/settings.h"
#include "ui/session/workspace.h"
#include "widgets/form/status/state_pane.h"
#include "widgets/table/filter/filter_field.h"
#include "widgets/table/keyed_table_model.h"
#include "widgets/table/table_view.h"

#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

namespace {

TableCell busyCell(const NodeStatus& node)
{
    double sum = 0;
    int measured = 0;
    for (const GpuStatus& gpu : node.gpus) {
        if (!gpu.utilization)
            continue;
        sum += *gpu.utilization;
        ++measured;
    }
    if (measured == 0)
        return {.text = QStringLiteral("—"), .sort = -1.0, .dim = true};
    const double percent = sum / measured * 100;
    return {.text = QStringLiteral("%1 %").arg(percent, 0, 'f', 0), .sort = percent};
}

QString modelsOf(const NodeStatus& node)
{
    QStringList models;
    for (const GpuStatus& gpu : node.gpus)
        if (const QString model = QString::fromStdString(gpu.model); !models.contains(model))
            models << model;
    return models.join(QStringLiteral(", "));
}

}  // namespace

NodeTab::NodeTab(Workbench& workbench, QWidget* parent)
    : QWidget(parent),
      workbench_(workbench),
      list_(new FilteredTable(IconName::Cluster, workbench.theme, this)),
      model_(new KeyedTableModel(this))
{
    list_->table()->setObjectName(QStringLiteral("nodes"));
    list_->filter()->setObjectName(QStringLiteral("nodeFilter"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(list_);
    retranslated(this, [this] { retranslate(); });
}

void NodeTab::retranslate()
{
    constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;
    using enum FilterKind;
    model_->setColumns(
        {{QStringLiteral("name"), tr("Name"), to_left, 180},
         {QStringLiteral("cluster"), tr("Cluster"), to_left, 100, false, Word},
         {QStringLiteral("gpus"), tr("GPUs in use"), to_left, 110, false, Number, QStringLiteral("used")},
         {QStringLiteral("free"), tr("Free"), to_left, 60, false, Number},
         {QStringLiteral("model"), tr("Model"), to_left, 200},
         {QStringLiteral("busy"), tr("Busy"), to_left, 80, false, Number},
         {QStringLiteral("cpus"), tr("CPUs"), to_left, 80, false, Number, QStringLiteral("cpu")},
         {QStringLiteral("memory"), tr("Memory"), to_left, 100, false, Bytes},
         {QStringLiteral("note"), tr("Note"), to_left, 260}});
    if (!list_->table()->model() || list_->table()->model()->columnCount() == 0) {
        list_->setTable(*model_);
        rememberColumns(*list_->table(), workbench_.settings, settings::nodes_table);
    }
    list_->retranslate({tr("Nodes"), tr("Filter, such as free>=4 memory>512G model:H100")});
    refresh();
}

void NodeTab::refresh()
{
    QList<TableRow> rows;
    for (const ItemPtr& item : workbench_.workspace.items(Kind::Node)) {
        const auto& node = item->statusAs<NodeStatus>();
        const QString name = QString::fromStdString(item->resource.name);
        const auto used = std::count_if(node.gpus.begin(), node.gpus.end(),
                                        [](const GpuStatus& gpu) { return !gpu.held_by.empty(); });
        const auto free = static_cast<qsizetype>(node.gpus.size()) - static_cast<qsizetype>(used);
        const QString note = QString::fromStdString(node.message);
        rows << TableRow{
            name,
            {TableCell{.text = name, .strong = true}, TableCell{.text = QString::fromStdString(node.engine)},
             TableCell{.text = node.gpus.empty() ? QStringLiteral("—")
                                                 : tr("%1 of %2").arg(used).arg(node.gpus.size()),
                       .sort = static_cast<qlonglong>(used)},
             TableCell{.text = node.gpus.empty() ? QStringLiteral("—") : QString::number(free),
                       .sort = static_cast<qlonglong>(free)},
             TableCell{.text = modelsOf(node)}, busyCell(node),
             TableCell{.text = Texts::count(node.cpus), .sort = static_cast<qlonglong>(node.cpus)},
             TableCell{.text = Texts::bytes(static_cast<std::uint64_t>(node.memory_bytes)),
                       .sort = static_cast<qlonglong>(node.memory_bytes)},
             TableCell{.text = note, .tooltip = note, .dim = true}}};
    }
    model_->setRows(rows);
    if (workbench_.workspace.loaded())
        list_->pane().setEmpty(
            tr("No node is visible"),
            tr("The platform has rights in one namespace alone, or no machine has joined it yet."));
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cluster/gpu_overview.h"

#include "ui/session/gpu_usage.h"

#include <algorithm>

namespace slipway {

namespace {

/// Of the measured ones; nothing when none is.
std::optional<double> meanUse(const NodeStatus& node)
{
    double sum = 0;
    int measured = 0;
    for (const GpuStatus& gpu : node.gpus) {
        if (gpu.held_by.empty() || !gpu.utilization)
            continue;
        sum += *gpu.utilization;
        ++measured;
    }
    return measured > 0 ? std::optional(sum / measured) : std::nullopt;
}

}  // namespace

GpuOverview::GpuOverview(const Workspace& workspace, GpuColors colors)
    : workspace_(workspace), colors_(colors)
{
    for (const ItemPtr& node : workspace.items(Kind::Node))
        addNode(*node);
}

void GpuOverview::addNode(const Item& node)
{
    const auto& status = node.statusAs<NodeStatus>();
    if (status.gpus.empty())
        return;
    GpuRow row;
    row.node = QString::fromStdString(node.resource.name);
    std::vector<std::string> held_here;
    std::int64_t used = 0;
    std::int64_t quiet = 0;
    for (const GpuStatus& gpu : status.gpus) {
        row.cells << cell(gpu);
        held_here.push_back(gpu.held_by);
        used += gpu.held_by.empty() ? 0 : 1;
        quiet += row.cells.last().idle ? 1 : 0;
    }
    const auto count = static_cast<std::int64_t>(status.gpus.size());
    row.note = tr("%1 of %2").arg(used).arg(count);
    if (const auto mean = meanUse(status))
        row.note += QStringLiteral(" · ") + tr("%1 % busy").arg(*mean * 100, 0, 'f', 0);
    if (quiet > 0)
        row.note += QStringLiteral(" · ") + tr("%1 idle").arg(quiet);
    total += count;
    idle += quiet;
    largest_free = std::max(largest_free, count - used);
    rows << row;
    holders.push_back(std::move(held_here));
}

GpuCell GpuOverview::cell(const GpuStatus& gpu)
{
    GpuCell cell;
    QStringList lines{QString::fromStdString(gpu.id + ", " + gpu.model)};
    simulated = simulated || gpu.simulated;
    if (gpu.held_by.empty()) {
        cell.tooltip = lines.first() + QLatin1Char('\n') + tr("Free.");
        return cell;
    }
    const QString owner = ownerOf(gpu.held_by);
    cell.owner = holderOf(gpu.held_by);
    cell.letter = letterOf(cell.owner);
    cell.use = gpu.utilization.value_or(1.0);
    cell.idle = gpu.utilization && *gpu.utilization < idle_gpu_below;
    ++held[cell.owner];
    lines << tr("Held by %1 of %2.").arg(QString::fromStdString(gpu.held_by), owner);
    if (gpu.utilization)
        lines << tr("%1 % busy.").arg(*gpu.utilization * 100, 0, 'f', 0);
    cell.tooltip = lines.join(QLatin1Char('\n'));
    return cell;
}

QString GpuOverview::ownerOf(const std::string& held_by) const
{
    const auto holder = parseHolder(held_by);
    if (!holder)
        return tr("somebody else");
    const ItemPtr item = workspace_.find(holder->kind, holder->project + "/" + holder->name);
    return item ? QString::fromStdString(item->resource.owner)
                : tr("somebody in %1").arg(QString::fromStdString(holder->project));
}

QString GpuOverview::holderOf(const std::string& held_by) const
{
    const auto holder = parseHolder(held_by);
    switch (colors_) {
    case GpuColors::Owner:
        return ownerOf(held_by);
    case GpuColors::Project:
        return QString::fromStdString(holder ? holder->project : held_by);
    case GpuColors::Work:
        return QString::fromStdString(holder ? holder->name : held_by);
    }
    return {};
}

QString GpuOverview::letterOf(const QString& name)
{
    // Of somebody who is not known the project tells more than "somebody".
    const QStringList around = tr("somebody in %1").split(QStringLiteral("%1"));
    const bool unknown = name.startsWith(around.front()) && name.endsWith(around.back());
    return name.mid(unknown ? around.front().size() : 0, 1).toUpper();
}

}  // namespace slipway

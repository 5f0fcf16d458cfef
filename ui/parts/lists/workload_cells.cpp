// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/lists/workload_cells.h"

#include "core/resources/replicas.h"
#include "ui/parts/tone.h"

namespace slipway::workload_cells {

namespace {

class Cells {
    Q_DECLARE_TR_FUNCTIONS(WorkloadCells)
};

constexpr Qt::Alignment to_left = Qt::AlignLeft | Qt::AlignVCenter;

}  // namespace

TableColumn nameColumn()
{
    return {QStringLiteral("name"), Cells::tr("Name"), to_left, 220};
}

TableColumn phaseColumn()
{
    return {QStringLiteral("phase"), Cells::tr("Phase"), to_left, 150};
}

TableColumn gpusColumn()
{
    return {QStringLiteral("gpus"), Cells::tr("GPUs"), to_left, 110};
}

TableColumn ownerColumn()
{
    return {QStringLiteral("owner"), Cells::tr("Owner"), to_left, 110};
}

TableCell name(const Item& item)
{
    const auto& labels = item.resource.labels;
    QStringList lines;
    for (const auto& [label, value] : labels)
        lines << QString::fromStdString(label) + QLatin1Char('=') + QString::fromStdString(value);
    return {.text = QString::fromStdString(item.resource.name),
            .tooltip = lines.join(QLatin1Char('\n')),
            .strong = true};
}

TableCell phase(const Item& item)
{
    const Phase phase = item.workload().phase;
    if (item.resource.deleting)
        return {.text = Cells::tr("Deleting"), .tone = StatusTone::Neutral};
    return {.text = Texts::phase(phase), .sort = static_cast<int>(phase), .tone = toneOf(phase)};
}

TableCell gpus(const Workspace& workspace, const std::string& flavor)
{
    const ItemPtr item = workspace.find(Kind::Flavor, flavor);
    if (!item)
        return {.text = QString::fromStdString(flavor)};
    const auto& spec = item->specAs<FlavorSpec>();
    QString text = spec.gpus == 0 ? QStringLiteral("—") : QString::number(spec.gpus);
    if (spec.gpus > 0 && !spec.gpu_model.empty())
        text += QStringLiteral(" × ") + QString::fromStdString(spec.gpu_model);
    return {.text = text,
            .sort = static_cast<qlonglong>(spec.gpus),
            .tooltip = Texts::flavor(flavor, spec),
            .dim = spec.gpus == 0};
}

TableCell gpus(const Workspace& workspace, const JobSpec& job)
{
    if (job.roles.empty())
        return gpus(workspace, job.flavor);
    std::int64_t count = 0;
    for (const RoleSpec& role : job.roles) {
        const ItemPtr item = workspace.find(Kind::Flavor, role.flavor.empty() ? job.flavor : role.flavor);
        count += item ? role.count * item->specAs<FlavorSpec>().gpus : 0;
    }
    return {.text = count == 0 ? QStringLiteral("—") : QString::number(count),
            .sort = static_cast<qlonglong>(count),
            .tooltip = QString::fromStdString(formatRoles(job.roles)),
            .dim = count == 0};
}

TableCell owner(const Workspace& workspace, const Item& item)
{
    const QString owner = QString::fromStdString(item.resource.owner);
    return {
        .text = workspace.isMine(item.resource) ? Cells::tr("you") : owner, .sort = owner, .tooltip = owner};
}

TableCell duration(std::optional<std::chrono::seconds> duration)
{
    return {.text = Texts::duration(duration),
            .sort = static_cast<qlonglong>(duration ? duration->count() : -1)};
}

TableCell reason(const Item& item)
{
    const QString why = Texts::reason(item.workload());
    return {.text = why, .tooltip = why, .dim = true};
}

}  // namespace slipway::workload_cells

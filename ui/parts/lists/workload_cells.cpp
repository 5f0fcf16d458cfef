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

QStringList labelLines(const Item& item)
{
    QStringList lines;
    for (const auto& [label, value] : item.resource.labels)
        lines << QString::fromStdString(label) + QLatin1Char('=') + QString::fromStdString(value);
    return lines;
}

}  // namespace

TableColumn nameColumn()
{
    return {QStringLiteral("name"), Cells::tr("Name"), to_left, 220};
}

TableColumn phaseColumn()
{
    return {
        .id = QStringLiteral("phase"), .title = Cells::tr("Phase"), .width = 150, .filter = FilterKind::Word};
}

TableColumn gpusColumn()
{
    return {.id = QStringLiteral("gpus"),
            .title = Cells::tr("GPUs"),
            .width = 110,
            .filter = FilterKind::Number,
            .filter_key = QStringLiteral("gpu")};
}

TableColumn ownerColumn()
{
    return {.id = QStringLiteral("owner"),
            .title = Cells::tr("Owner"),
            .width = 110,
            .filter = FilterKind::Person};
}

TableColumn runtimeColumn(const QString& title)
{
    return {.id = QStringLiteral("runtime"), .title = title, .filter = FilterKind::Seconds};
}

TableColumn createdColumn()
{
    return {.id = QStringLiteral("created"),
            .title = Cells::tr("Created"),
            .width = 170,
            .hidden = true,
            .filter = FilterKind::Since,
            .filter_key = QStringLiteral("age")};
}

TableColumn labelsColumn()
{
    return {.id = QStringLiteral("labels"),
            .title = Cells::tr("Labels"),
            .width = 200,
            .hidden = true,
            .filter_key = QStringLiteral("label")};
}

TableCell name(const Item& item)
{
    return {.text = QString::fromStdString(item.resource.name),
            .tooltip = labelLines(item).join(QLatin1Char('\n')),
            .strong = true};
}

TableCell labels(const Item& item)
{
    const QStringList lines = labelLines(item);
    return {.text = lines.join(QStringLiteral(", ")), .tooltip = lines.join(QLatin1Char('\n')), .dim = true};
}

TableCell created(const Item& item)
{
    const auto since = std::chrono::floor<std::chrono::seconds>(item.resource.created.time_since_epoch());
    return {.text = Texts::absolute(item.resource.created), .sort = static_cast<qlonglong>(since.count())};
}

TableCell phase(const Item& item)
{
    const Phase phase = item.workload().phase;
    if (item.resource.deleting)
        return {
            .text = Cells::tr("Deleting"), .tone = StatusTone::Neutral, .word = QStringLiteral("deleting")};
    if (!item.understood)
        return {.text = Texts::notUnderstood(),
                .tooltip = Texts::whyNotUnderstood(),
                .tone = StatusTone::Neutral,
                .word = QStringLiteral("unknown")};
    const std::string_view word = slipway::name(phase);
    return {.text = Texts::phase(phase),
            .sort = static_cast<int>(phase),
            .tone = toneOf(phase),
            .word = QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())).toLower()};
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
    const bool mine = workspace.isMine(item.resource);
    return {.text = mine ? Cells::tr("you") : owner,
            .sort = owner,
            .tooltip = owner,
            .word = mine ? QStringLiteral("me") : QString()};
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/wait_outlook.h"

#include "ui/session/gpu_usage.h"
#include "ui/session/workspace.h"

#include <QDateTime>

#include <algorithm>

namespace slipway {

WaitOutlook::WaitOutlook(const Workspace& workspace) : workspace_(workspace)
{
    for (const ItemPtr& node : workspace.items(Kind::Node)) {
        const auto& gpus = node->statusAs<NodeStatus>().gpus;
        largest_free_ = std::max<std::int64_t>(
            largest_free_, std::count_if(gpus.begin(), gpus.end(),
                                         [](const GpuStatus& gpu) { return gpu.held_by.empty(); }));
    }
}

QString WaitOutlook::start(const QueueEntry& entry, Timestamp now)
{
    if (!entry.start_by)
        return {};
    if (*entry.start_by <= now)
        return tr("Any moment: the time limits of what runs are over.");
    const auto local = QDateTime::fromMSecsSinceEpoch(entry.start_by->time_since_epoch().count());
    const bool today = local.date() == QDate::currentDate();
    const QString time = local.toString(today ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
    return tr("By %1 at the latest, when time limits end what runs.").arg(time);
}

QString WaitOutlook::startOrWhyNot(const QueueEntry& entry, Timestamp now)
{
    if (entry.start_by)
        return start(entry, now);
    if (entry.start_unknown == "held-without-limit")
        return tr("Not known: what holds the GPUs that it needs has no time limit.");
    if (entry.start_unknown == "ahead-without-limit")
        return tr("Not known: those before it have no time limit.");
    if (entry.start_unknown == "ahead-unknown")
        return tr("Not known: it comes after one whose start is not known either.");
    if (entry.start_unknown == "not-for-gpus")
        return tr("Not known: it does not wait for GPUs alone.");
    return entry.start_unknown == "too-far" ? tr("Not known: too many are before it.") : QString();
}

QString WaitOutlook::smallerFlavor(const Item& waiting) const
{
    const bool is_job = waiting.resource.kind == Kind::Job;
    if (is_job && !waiting.specAs<JobSpec>().roles.empty())
        return {};
    const std::string& flavor =
        is_job ? waiting.specAs<JobSpec>().flavor : waiting.specAs<EnvironmentSpec>().flavor;
    const ItemPtr asked = workspace_.find(Kind::Flavor, flavor);
    if (!asked)
        return {};
    ItemPtr best;
    for (const ItemPtr& item : workspace_.items(Kind::Flavor)) {
        const auto& spec = item->specAs<FlavorSpec>();
        const bool has_room = spec.gpus > 0 && spec.gpus <= largest_free_;
        const bool smaller = spec.gpus < asked->specAs<FlavorSpec>().gpus;
        if (has_room && smaller && (!best || spec.gpus > best->specAs<FlavorSpec>().gpus))
            best = item;
    }
    return best ? QString::fromStdString(best->resource.name) : QString();
}

QString WaitOutlook::help(const Item& waiting) const
{
    const std::string& reason = waiting.workload().reason;
    if (reason == "waiting-for-dataset")
        return tr("Complete the upload of its dataset.");
    if (reason != "waiting-for-gpu")
        return {};
    if (const QString flavor = smallerFlavor(waiting); !flavor.isEmpty())
        return tr("GPUs for the smaller flavor %1 are free now.").arg(flavor);
    std::string own;
    for (const ItemPtr& node : workspace_.items(Kind::Node)) {
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus) {
            const auto holder = parseHolder(gpu.held_by);
            if (!holder || holder->kind != Kind::Environment)
                continue;
            const ItemPtr item = workspace_.find(Kind::Environment, holder->project + "/" + holder->name);
            if (item && workspace_.isMine(item->resource))
                own = holder->name;
        }
    }
    return own.empty() ? QString()
                       : tr("Your environment %1 holds GPUs. Release it if you do not need them.")
                             .arg(QString::fromStdString(own));
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/wait_outlook.h"

#include "ui/session/gpu_usage.h"
#include "ui/session/workspace.h"

#include <QDateTime>

#include <algorithm>

namespace slipway {

namespace {

std::chrono::seconds limitOf(const Item& item)
{
    return item.resource.kind == Kind::Job ? item.specAs<JobSpec>().duration_limit
                                           : item.specAs<EnvironmentSpec>().duration;
}

std::optional<Timestamp> endOf(const Workspace& workspace, const std::string& held_by)
{
    if (held_by.empty())
        return Timestamp::min();
    const auto holder = parseHolder(held_by);
    const ItemPtr item =
        holder ? workspace.find(holder->kind, holder->project + "/" + holder->name) : nullptr;
    if (!item || !item->workload().started_at || limitOf(*item).count() == 0)
        return std::nullopt;
    return *item->workload().started_at + limitOf(*item);
}

}  // namespace

std::optional<Timestamp> latestFree(const GpuLimits& limits, std::int64_t gpus)
{
    std::optional<Timestamp> earliest;
    for (const auto& [node, ends] : limits) {
        std::vector<Timestamp> known;
        for (const auto& end : ends)
            if (end)
                known.push_back(*end);
        const auto count = static_cast<std::size_t>(gpus);
        if (gpus <= 0 || known.size() < count)
            continue;
        std::sort(known.begin(), known.end());
        const Timestamp there = known[count - 1];
        earliest = earliest ? std::min(*earliest, there) : there;
    }
    return earliest;
}

WaitOutlook::WaitOutlook(const Workspace& workspace) : workspace_(workspace)
{
    for (const ItemPtr& node : workspace.items(Kind::Node)) {
        auto& ends = limits_[node->resource.name];
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus)
            ends.push_back(endOf(workspace, gpu.held_by));
        largest_free_ = std::max<std::int64_t>(
            largest_free_, std::count(ends.begin(), ends.end(), std::optional(Timestamp::min())));
    }
}

QString WaitOutlook::start(std::int64_t position, std::int64_t gpus, Timestamp now) const
{
    if (position != 1)
        return {};
    const auto latest = latestFree(limits_, gpus);
    if (!latest || *latest <= now)
        return {};
    const auto local = QDateTime::fromMSecsSinceEpoch(latest->time_since_epoch().count());
    const bool today = local.date() == QDate::currentDate();
    const QString time = local.toString(today ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
    return tr("By %1 at the latest, when limits of time end what runs.").arg(time);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/news/news_watch.h"

#include "ui/parts/texts.h"

#include <algorithm>
#include <optional>

namespace slipway {

namespace {

constexpr std::chrono::minutes longest_idle{10};
constexpr std::chrono::seconds look_interval{30};
constexpr double idle_utilization = 0.01;

std::string phaseKey(Kind kind, const std::string& key)
{
    return std::string(info(kind).plural) + "/" + key;
}

QString nameOf(const ItemPtr& item)
{
    return QString::fromStdString(item->resource.name);
}

}  // namespace

NewsWatch::NewsWatch(Workspace& workspace, QObject* parent)
    : QObject(parent), workspace_(workspace), idle_(longest_idle)
{
    connect(&workspace, &Workspace::reset, this, &NewsWatch::learn);
    connect(&workspace, &Workspace::changed, this, &NewsWatch::follow);
    clock_.setInterval(look_interval);
    connect(&clock_, &QTimer::timeout, this, &NewsWatch::lookForIdle);
    clock_.start();
}

void NewsWatch::learn()
{
    // What ended while the connection was gone is news, too.
    for (const Kind kind : {Kind::Job, Kind::Environment})
        for (const auto& [key, item] : workspace_.all(kind))
            see(kind, key, item);
}

void NewsWatch::follow(const std::vector<ItemChange>& changes)
{
    for (const ItemChange& change : changes)
        if (change.item && (change.kind == Kind::Job || change.kind == Kind::Environment))
            see(change.kind, change.key, change.item);
}

void NewsWatch::see(Kind kind, const std::string& key, const ItemPtr& item)
{
    if (!item->understood || !workspace_.isMine(item->resource))
        return;
    if (kind == Kind::Job)
        tellJob(item, key);
    else
        tellEnvironment(item, key);
    phases_[phaseKey(kind, key)] = item->workload().phase;
}

void NewsWatch::tellJob(const ItemPtr& item, const std::string& key)
{
    const Phase phase = item->workload().phase;
    const auto before = phases_.find(phaseKey(Kind::Job, key));
    if (before == phases_.end() || isTerminal(before->second) || !isTerminal(phase) ||
        phase == Phase::Stopped)
        return;
    const bool good = phase == Phase::Succeeded;
    Q_EMIT happened({News::What::JobEnded, Kind::Job, key,
                     good ? tr("Job %1 succeeded.").arg(nameOf(item))
                          : tr("Job %1 failed. %2").arg(nameOf(item), Texts::reason(item->workload())),
                     good ? StatusTone::Done : StatusTone::Failed});
}

void NewsWatch::tellEnvironment(const ItemPtr& item, const std::string& key)
{
    const auto before = phases_.find(phaseKey(Kind::Environment, key));
    if (before == phases_.end() || before->second == Phase::Running ||
        item->workload().phase != Phase::Running)
        return;
    Q_EMIT happened({News::What::EnvironmentReady, Kind::Environment, key,
                     tr("Environment %1 is ready.").arg(nameOf(item)), StatusTone::Running});
}

std::set<std::string> NewsWatch::idleEnvironments() const
{
    std::map<std::string, std::optional<double>> busiest;
    for (const ItemPtr& node : workspace_.items(Kind::Node))
        for (const GpuStatus& gpu : node->statusAs<NodeStatus>().gpus)
            busiest[gpu.id] = gpu.utilization;
    std::set<std::string> idle;
    for (const ItemPtr& item : workspace_.items(Kind::Environment)) {
        const WorkloadStatus& status = item->workload();
        const bool all = std::all_of(status.gpus.begin(), status.gpus.end(), [&](const std::string& id) {
            const auto found = busiest.find(id);
            return found != busiest.end() && found->second && *found->second < idle_utilization;
        });
        if (all && !status.gpus.empty() && status.phase == Phase::Running &&
            workspace_.isMine(item->resource))
            idle.insert(itemKey(item->resource));
    }
    return idle;
}

void NewsWatch::lookForIdle()
{
    // While the connection is gone nobody knows whether they are.
    if (workspace_.link().state != Link::State::Live)
        return;
    for (const std::string& key : idle_.look(idleEnvironments(), std::chrono::steady_clock::now()))
        if (const ItemPtr item = workspace_.find(Kind::Environment, key))
            Q_EMIT happened(
                {News::What::GpuIdle, Kind::Environment, key,
                 tr("The GPU of %1 has been idle for %2 minutes. Release it for others; files and "
                    "packages are kept.")
                     .arg(nameOf(item))
                     .arg(longest_idle.count()),
                 StatusTone::Idle});
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/control/queue_forecast.h"

#include "core/resources/specs.h"
#include "core/resources/statuses.h"
#include "platform/admission/admission.h"
#include "platform/store/store.h"

#include <nlohmann/json.hpp>

namespace slipway {

namespace {

constexpr std::chrono::seconds stays_good{3};

/// When a workload that runs ends at the latest; nothing for one that has no limit of time.
std::optional<Timestamp> endOf(const Resource& workload)
{
    const auto spec = parseJson(workload.spec);
    const auto status = parseJson(workload.status).and_then(readWorkloadStatus);
    if (!spec || !status)
        return std::nullopt;
    const std::chrono::seconds limit = workload.kind == Kind::Job
                                           ? readJobSpec(*spec).value_or(JobSpec()).duration_limit
                                           : readEnvironmentSpec(*spec).value_or(EnvironmentSpec()).duration;
    if (limit.count() == 0 || !status->started_at)
        return std::nullopt;
    return *status->started_at + limit;
}

}  // namespace

QueueForecast::QueueForecast(Store& store, Engine& engine, const Admission& admission)
    : store_(store), engine_(engine), admission_(admission)
{
}

std::map<ResourceId, StartForecast> QueueForecast::starts(Timestamp now)
{
    const std::lock_guard lock(mutex_);
    if (reckoned_at_ <= now && now - stays_good < reckoned_at_)
        return known_;
    const Admission::Line line = admission_.line();
    known_.clear();
    if (!line.first.empty()) {
        Nodes nodes = engine_.capacity();
        const HolderEnds ends = endsOf(nodes);
        known_ = forecastStarts(line.first, std::move(nodes), ends, admission_.options(), now);
    }
    reckoned_at_ = now;
    return known_;
}

HolderEnds QueueForecast::endsOf(const Nodes& nodes) const
{
    HolderEnds ends;
    for (const auto& [name, node] : nodes) {
        for (const GpuStatus& gpu : node.gpus) {
            // "project/jobs/name"; anything else is nothing of ours, and stays for all that is known.
            const std::size_t project = gpu.held_by.find('/');
            const std::size_t plural = gpu.held_by.find('/', project + 1);
            if (plural == std::string::npos || ends.contains(gpu.held_by))
                continue;
            const auto kind = kindOfPlural(gpu.held_by.substr(project + 1, plural - project - 1));
            if (!kind)
                continue;
            const auto holder =
                store_.get(*kind, gpu.held_by.substr(0, project), gpu.held_by.substr(plural + 1));
            ends[gpu.held_by] = holder ? endOf(*holder) : std::nullopt;
        }
    }
    return ends;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/handlers/metrics.h"

#include "platform/api/api_context.h"
#include "platform/api/watch/watch_hub.h"
#include "platform/control/controllers.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"
#include "platform/streams/stream_tails.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway {

namespace {

std::string heading(std::string_view name, std::string_view type, std::string_view help)
{
    return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

std::string gauge(std::string_view name, std::string_view help, std::int64_t value)
{
    return heading(name, "gauge", help) + fmt::format("{} {}\n", name, value);
}

std::string_view name(TaskState::Stage stage)
{
    switch (stage) {
    case TaskState::Stage::Starting:
        return "starting";
    case TaskState::Stage::Running:
        return "running";
    case TaskState::Stage::Stopping:
        return "stopping";
    case TaskState::Stage::Ended:
        break;
    }
    return "ended";
}

std::string taskMetrics(Engine& engine)
{
    std::map<std::string_view, std::int64_t> counts{{"starting", 0}, {"running", 0}, {"stopping", 0}};
    for (const TaskState& task : engine.list()) {
        if (task.stage != TaskState::Stage::Ended)
            ++counts[name(task.stage)];
    }
    std::string text = heading("slipway_tasks", "gauge", "Tasks that hold something, by stage.");
    for (const auto& [stage, count] : counts)
        text += fmt::format("slipway_tasks{{stage=\"{}\"}} {}\n", stage, count);
    return text;
}

std::string gpuMetrics(Engine& engine)
{
    std::int64_t total = 0;
    std::int64_t held = 0;
    for (const auto& [node, status] : engine.capacity()) {
        total += static_cast<std::int64_t>(status.gpus.size());
        for (const GpuStatus& gpu : status.gpus)
            held += gpu.held_by.empty() ? 0 : 1;
    }
    return gauge("slipway_gpus", "Accelerators there are.", total) +
           gauge("slipway_gpus_held", "Accelerators that tasks hold.", held);
}

}  // namespace

void Metrics::request(std::string_view method, std::string_view route, int status,
                      std::chrono::nanoseconds duration)
{
    const double seconds = std::chrono::duration<double>(duration).count();
    static constexpr std::array<std::string_view, 5> known{"GET", "HEAD", "POST", "PUT", "DELETE"};
    if (std::find(known.begin(), known.end(), method) == known.end())
        method = "other";  // methods of strangers must not grow the table
    const std::lock_guard lock(mutex_);
    ++requests_[{std::string(method), std::string(route), status}];
    Durations& durations = durations_[{std::string(method), std::string(route)}];
    for (std::size_t i = 0; i < bounds.size(); ++i)
        durations.at_most[i] += seconds <= bounds[i] ? 1 : 0;
    ++durations.count;
    durations.seconds += seconds;
}

void Metrics::unauthenticated(const std::string& type)
{
    const std::lock_guard lock(mutex_);
    ++unauthenticated_[type];
}

std::string Metrics::text() const
{
    const std::lock_guard lock(mutex_);
    std::string text = heading("slipway_http_requests_total", "counter", "Requests answered.");
    for (const auto& [key, count] : requests_)
        text += fmt::format("slipway_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                            std::get<0>(key), std::get<1>(key), std::get<2>(key), count);
    text +=
        heading("slipway_http_request_duration_seconds", "histogram", "Time until a request was answered.");
    for (const auto& [route, durations] : durations_) {
        const std::string labels = fmt::format("method=\"{}\",route=\"{}\"", route.first, route.second);
        for (std::size_t i = 0; i < bounds.size(); ++i)
            text += fmt::format("slipway_http_request_duration_seconds_bucket{{{},le=\"{}\"}} {}\n", labels,
                                bounds[i], durations.at_most[i]);
        text += fmt::format("slipway_http_request_duration_seconds_bucket{{{},le=\"+Inf\"}} {}\n", labels,
                            durations.count);
        text +=
            fmt::format("slipway_http_request_duration_seconds_sum{{{}}} {}\n", labels, durations.seconds);
        text +=
            fmt::format("slipway_http_request_duration_seconds_count{{{}}} {}\n", labels, durations.count);
    }
    text +=
        heading("slipway_unauthenticated_requests_total", "counter", "Requests without a valid signature.");
    for (const auto& [type, count] : unauthenticated_)
        text += fmt::format("slipway_unauthenticated_requests_total{{type=\"{}\"}} {}\n", type, count);
    return text;
}

std::string platformMetrics(ApiContext& context)
{
    return gauge("slipway_store_version", "Version of the newest write.", context.store.version()) +
           gauge("slipway_queue_length", "Workloads that wait for their turn.",
                 static_cast<std::int64_t>(context.controllers.queue().size())) +
           taskMetrics(context.engine) + gpuMetrics(context.engine) +
           gauge("slipway_streams_open", "Readers that follow a stream.",
                 static_cast<std::int64_t>(context.tails.followers())) +
           gauge("slipway_watches_open", "Clients that watch.",
                 static_cast<std::int64_t>(context.watches.watchers()));
}

}  // namespace slipway

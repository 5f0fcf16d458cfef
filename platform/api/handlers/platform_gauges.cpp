// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/api/handlers/platform_gauges.h"

#include "core/time.h"
#include "platform/api/api_context.h"
#include "platform/api/watch/watch_hub.h"
#include "platform/control/controllers.h"
#include "platform/engines/engine.h"
#include "platform/store/store.h"
#include "platform/streams/stream_tails.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

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

std::string queueGauges(const Controllers& controllers)
{
    std::map<std::string, std::int64_t> by_reason;
    Timestamp oldest = now();
    const std::vector<WaitingWorkload> queue = controllers.queue();
    for (const WaitingWorkload& waiting : queue) {
        ++by_reason[waiting.reason];
        oldest = std::min(oldest, waiting.since);
    }
    std::string text = gauge("slipway_queue_length", "Workloads that wait for their turn.",
                             static_cast<std::int64_t>(queue.size()));
    text += gauge("slipway_queue_oldest_seconds", "How long the first of the queue has waited.",
                  std::chrono::floor<std::chrono::seconds>(now() - oldest).count());
    text += heading("slipway_queue_waiting", "gauge", "Workloads that wait, by reason.");
    for (const auto& [reason, count] : by_reason)
        text += fmt::format("slipway_queue_waiting{{reason=\"{}\"}} {}\n", reason, count);
    return text;
}

std::string diskGauges(const std::filesystem::path& directory)
{
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(directory, error);
    if (directory.empty() || error)
        return {};
    return gauge("slipway_data_free_bytes", "Room left on the disk of the data directory.",
                 static_cast<std::int64_t>(space.available)) +
           gauge("slipway_data_size_bytes", "Size of the disk of the data directory.",
                 static_cast<std::int64_t>(space.capacity));
}

}  // namespace

std::string platformGauges(ApiContext& context)
{
    return gauge("slipway_store_version", "Version of the newest write.", context.store.version()) +
           queueGauges(context.controllers) + diskGauges(context.options.data_directory) +
           taskMetrics(context.engine) + gpuMetrics(context.engine) +
           heading("slipway_stream_bytes_total", "counter", "Bytes given to readers that follow a stream.") +
           fmt::format("slipway_stream_bytes_total {}\n", context.tails.sentBytes()) +
           gauge("slipway_streams_open", "Readers that follow a stream.",
                 static_cast<std::int64_t>(context.tails.followers())) +
           gauge("slipway_watches_open", "Clients that watch.",
                 static_cast<std::int64_t>(context.watches.watchers()));
}

}  // namespace slipway

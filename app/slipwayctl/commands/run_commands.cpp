// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/stream_reader.h"
#include "app/slipwayctl/output/printing.h"
#include "app/slipwayctl/output/table.h"
#include "core/events/event_record.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace slipway::ctl {
namespace {

using events::ScalarPoint;

struct MetricsOptions {
    std::string job, tag;
    std::int64_t attempt = 0;
    bool last = false, csv = false;
};

Timestamp momentOf(double wall_time)
{
    return Timestamp(std::chrono::milliseconds(static_cast<std::int64_t>(wall_time * 1000)));
}

/// Every point of one attempt's event files; damaged records are told on stderr.
Result<std::vector<ScalarPoint>> readPoints(Session& session, const std::string& project,
                                            const MetricsOptions& options)
{
    const auto streams = await<std::vector<TaskStream>>(
        [&](auto done) { return session.streams(Kind::Job, project, options.job, done); });
    if (!streams)
        return propagate(streams);
    std::int64_t attempt = options.attempt;
    if (attempt == 0)
        for (const TaskStream& stream : *streams)
            attempt = std::max(attempt, stream.attempt);
    std::vector<ScalarPoint> points;
    for (const TaskStream& stream : *streams) {
        if (stream.attempt != attempt || !stream.name.starts_with("events/"))
            continue;
        events::EventReader reader;
        const auto read =
            readStream(session, {Kind::Job, project, options.job, stream.name, attempt, 0},
                       StreamTail::Follow::No, [&](const std::string& bytes) { reader.feed(bytes, points); });
        if (!read)
            return propagate(read);
        if (reader.broken() || reader.skippedRecords() > 0)
            fmt::print(stderr, "slipwayctl: {} is damaged; {} records were skipped{}.\n", stream.name,
                       reader.skippedRecords(), reader.broken() ? " and the rest cannot be read" : "");
    }
    return points;
}

void arrange(std::vector<ScalarPoint>& points, const MetricsOptions& options)
{
    if (!options.tag.empty())
        std::erase_if(points, [&](const ScalarPoint& point) { return point.tag != options.tag; });
    std::ranges::stable_sort(points, {},
                             [](const ScalarPoint& point) { return std::pair(point.tag, point.step); });
    if (!options.last)
        return;
    std::vector<ScalarPoint> latest;
    for (const ScalarPoint& point : points) {
        if (!latest.empty() && latest.back().tag == point.tag)
            latest.back() = point;
        else
            latest.push_back(point);
    }
    points = std::move(latest);
}

void print(const Context& context, const std::vector<ScalarPoint>& points, bool csv)
{
    if (csv) {
        std::cout << "tag,step,wall_time,value\n";
        for (const ScalarPoint& point : points) {
            std::string tag = point.tag;
            for (std::size_t at = 0; (at = tag.find('"', at)) != std::string::npos; at += 2)
                tag.insert(at, 1, '"');
            std::cout << fmt::format("\"{}\",{},{:.3f},{}\n", tag, point.step, point.wall_time, point.value);
        }
    } else if (context.output() == Output::Table) {
        Table table({"TAG", "STEP", "VALUE", "TIME"});
        for (const ScalarPoint& point : points)
            table.add({point.tag, std::to_string(point.step), fmt::format("{:.6g}", point.value),
                       formatTimestamp(momentOf(point.wall_time))});
        std::cout << table.text();
    } else {
        Json items = Json::array();
        for (const ScalarPoint& point : points)
            items.push_back({{"tag", point.tag},
                             {"step", point.step},
                             {"wall_time", point.wall_time},
                             {"value", point.value}});
        printJson(context, {{"items", items}});
    }
}

Result<ExitCode> showMetrics(Session& session, Context& context, const MetricsOptions& options)
{
    auto points = readPoints(session, context.project(), options);
    if (!points)
        return propagate(points);
    arrange(*points, options);
    if (points->empty() && context.output() == Output::Table && !options.csv) {
        std::cout << "The job has logged no metrics. Log some with slipway.log() of the Python SDK, or write "
                     "event files "
                     "to $SLIPWAY_EVENTS.\n";
        return ExitCode::Ok;
    }
    print(context, *points, options.csv);
    return ExitCode::Ok;
}

}  // namespace

void addRunCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("run", "Runs: what jobs logged");
    group->require_subcommand(1);
    CLI::App* command = group->add_subcommand("metrics", "Print a job's metrics");
    const auto options = std::make_shared<MetricsOptions>();
    command->add_option("job", options->job, "The job's name")->required();
    command->add_option("--tag", options->tag, "Only this metric");
    command->add_option("--attempt", options->attempt, "Which attempt; the latest when absent");
    command->add_flag("--last", options->last, "Only the last point of each metric");
    command->add_flag("--csv", options->csv, "As comma-separated values");
    command->callback([&context, options] {
        context.run([&](Session& session) { return showMetrics(session, context, *options); });
    });
}

}  // namespace slipway::ctl

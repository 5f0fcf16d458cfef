// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/stream_reader.h"
#include "app/slipwayctl/commands/waiting.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>

namespace slipway::ctl {
namespace {

struct LogOptions {
    std::string name;
    std::string stream = "log";
    std::int64_t attempt = 0;
    bool follow = false;
};

Result<ExitCode> showLogs(Session& session, Context& context, const LogOptions& options)
{
    StreamAddress address;
    address.project = context.project();
    address.name = options.name;
    address.stream = options.stream;
    address.attempt = options.attempt;
    if (options.follow && options.attempt == 0) {
        const auto started =
            waitUntil(session, Kind::Job, address.project, options.name, [](const WorkloadStatus& status) {
                return status.phase == Phase::Running || status.phase == Phase::Stopping ||
                       isTerminal(status.phase);
            });
        if (!started)
            return propagate(started);
    }
    const auto follow = options.follow ? StreamTail::Follow::Yes : StreamTail::Follow::No;
    const auto read = readStream(session, address, follow, [](const std::string& bytes) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        std::fflush(stdout);
    });
    if (!read)
        return propagate(read);
    return ExitCode::Ok;
}

void addLogs(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("logs", "Print what a job printed");
    const auto options = std::make_shared<LogOptions>();
    command->add_option("name", options->name, "Its name")->required();
    command->add_flag("--follow", options->follow, "Go on until the attempt is over");
    command->add_option("--attempt", options->attempt, "Which attempt; the latest when absent");
    command->add_option("--stream", options->stream, "Another stream of it");
    command->callback([&context, options] {
        context.run([&](Session& session) { return showLogs(session, context, *options); });
    });
}

void addStop(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("stop", "Stop a job");
    const auto name = std::make_shared<std::string>();
    const auto wait = std::make_shared<bool>(false);
    const auto reason = addReason(*command);
    command->add_option("name", *name, "Its name")->required();
    command->add_flag("--wait", *wait, "Wait until it has ended");
    command->callback([&context, name, wait, reason] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const std::string project = context.project();
            const auto stopped = await<Resource>(
                [&](auto done) { return session.act(Kind::Job, project, *name, "stop", done, *reason); });
            if (!stopped)
                return propagate(stopped);
            if (*wait) {
                const auto ended =
                    waitUntil(session, Kind::Job, project, *name,
                              [](const WorkloadStatus& status) { return isTerminal(status.phase); });
                if (!ended)
                    return propagate(ended);
            }
            std::cout << fmt::format("Job {} {}.\n", *name, *wait ? "has ended" : "is being stopped");
            return ExitCode::Ok;
        });
    });
}

}  // namespace

void addJobCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("job", "Jobs: commands that run to their end");
    group->require_subcommand(1);
    addJobSubmit(*group, context);
    addList(*group, context, Kind::Job, "List jobs");
    addShow(*group, context, Kind::Job, "Show one job");
    addLogs(*group, context);
    addStop(*group, context);
    addDelete(*group, context, Kind::Job, "Delete a job with its log and records");
}

}  // namespace slipway::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "app/slipwayctl/output/table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace slipway::ctl {
namespace {

void printQueue(const Context& context, const std::vector<QueueEntry>& queue)
{
    if (context.output() != Output::Table) {
        Json items = Json::array();
        for (const QueueEntry& entry : queue)
            items.push_back({{"project", entry.project},
                             {"kind", entry.kind},
                             {"name", entry.name},
                             {"owner", entry.owner},
                             {"position", entry.position},
                             {"gpus", entry.gpus},
                             {"reason", entry.reason},
                             {"message", entry.message},
                             {"since", formatTimestamp(entry.since)}});
        return printJson(context, {{"items", items}});
    }
    if (queue.empty()) {
        std::cout << "Nothing waits in the queue.\n";
        return;
    }
    Table table({"POSITION", "PROJECT", "KIND", "NAME", "OWNER", "GPUS", "SINCE", "MESSAGE"});
    for (const QueueEntry& entry : queue)
        table.add({std::to_string(entry.position), entry.project, entry.kind, entry.name, entry.owner,
                   std::to_string(entry.gpus), ago(entry.since), entry.message});
    std::cout << table.text();
}

}  // namespace

void addNodeCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("node", "Nodes: the machines of the platform");
    group->require_subcommand(1);
    addList(*group, context, Kind::Node, "List nodes with their accelerators");
    addShow(*group, context, Kind::Node, "Show one node");
    CLI::App* fence =
        group->add_subcommand("fence", "Say that a node is off, so that what ran there goes on elsewhere");
    const auto name = std::make_shared<std::string>();
    const auto reason = addReason(*fence);
    fence->add_option("name", *name, "Its name")->required();
    fence->callback([&context, name, reason] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto fenced = await<Resource>(
                [&](auto done) { return session.act(Kind::Node, {}, *name, "fence", done, *reason); });
            if (!fenced)
                return propagate(fenced);
            std::cout << fmt::format("The node {} is fenced.\n", *name);
            return ExitCode::Ok;
        });
    });
    group->add_subcommand("queue", "List what waits for a machine, and why")->callback([&context] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto queue = await<std::vector<QueueEntry>>([&](auto done) { return session.queue(done); });
            if (!queue)
                return propagate(queue);
            printQueue(context, *queue);
            return ExitCode::Ok;
        });
    });
}

}  // namespace slipway::ctl

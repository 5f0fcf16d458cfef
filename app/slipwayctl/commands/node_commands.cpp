// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "app/slipwayctl/output/table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>

namespace slipway::ctl {
namespace {

/// When it starts at the latest, or why that is not known.
std::string startOf(const QueueEntry& entry)
{
    const std::map<std::string, std::string, std::less<>> words{
        {"held-without-limit", "not known: what runs has no time limit"},
        {"ahead-without-limit", "not known: those before it have no time limit"},
        {"ahead-unknown", "not known: that of one before it is not"},
        {"not-for-gpus", "not known: it waits for more than GPUs"},
        {"too-far", "not known: too many are before it"},
    };
    if (entry.start_by)
        return "by " + formatTimestamp(*entry.start_by);
    const auto word = words.find(entry.start_unknown);
    return word == words.end() ? "-" : word->second;
}

void printQueue(const Context& context, const std::vector<QueueEntry>& queue)
{
    if (context.output() != Output::Table) {
        Json items = Json::array();
        for (const QueueEntry& entry : queue) {
            Json item{{"project", entry.project},
                      {"kind", entry.kind},
                      {"name", entry.name},
                      {"owner", entry.owner},
                      {"position", entry.position},
                      {"gpus", entry.gpus},
                      {"reason", entry.reason},
                      {"message", entry.message},
                      {"since", formatTimestamp(entry.since)}};
            if (entry.start_by)
                item["start_by"] = formatTimestamp(*entry.start_by);
            else if (!entry.start_unknown.empty())
                item["start_unknown"] = entry.start_unknown;
            items.push_back(std::move(item));
        }
        return printJson(context, {{"items", items}});
    }
    if (queue.empty()) {
        std::cout << "Nothing waits in the queue.\n";
        return;
    }
    Table table({"POSITION", "PROJECT", "KIND", "NAME", "OWNER", "GPUS", "SINCE", "STARTS", "MESSAGE"});
    for (const QueueEntry& entry : queue)
        table.add({std::to_string(entry.position), entry.project, entry.kind, entry.name, entry.owner,
                   std::to_string(entry.gpus), ago(entry.since), startOf(entry), entry.message});
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
    group->add_subcommand("queue", "List what waits for a machine, why, and when it starts at the latest")
        ->callback([&context] {
            context.run([&](Session& session) -> Result<ExitCode> {
                const auto queue =
                    await<std::vector<QueueEntry>>([&](auto done) { return session.queue(done); });
                if (!queue)
                    return propagate(queue);
                printQueue(context, *queue);
                return ExitCode::Ok;
            });
        });
}

}  // namespace slipway::ctl

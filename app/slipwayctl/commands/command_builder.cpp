// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/command_builder.h"

#include "app/slipwayctl/await.h"
#include "app/slipwayctl/output/printing.h"

#include <fmt/format.h>

#include <iostream>

namespace slipway::ctl {

void addList(CLI::App& group, Context& context, Kind kind, const std::string& description)
{
    group.add_subcommand("list", description)->callback([&context, kind] {
        context.run([&](Session& session) { return printList(session, context, kind); });
    });
}

void addShow(CLI::App& group, Context& context, Kind kind, const std::string& description)
{
    CLI::App* command = group.add_subcommand("show", description);
    const auto name = std::make_shared<std::string>();
    command->add_option("name", *name, "Its name")->required();
    command->callback([&context, kind, name] {
        context.run([&](Session& session) { return printOne(session, context, kind, *name); });
    });
}

void addDelete(CLI::App& group, Context& context, Kind kind, const std::string& description)
{
    CLI::App* command = group.add_subcommand("delete", description);
    const auto name = std::make_shared<std::string>();
    const auto reason = addReason(*command);
    command->add_option("name", *name, "Its name")->required();
    command->callback([&context, kind, name, reason] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto removed = await<void>([&](auto done) {
                return session.remove(kind, projectFor(context, kind), *name, done, *reason);
            });
            if (!removed)
                return propagate(removed);
            const auto left = await<Resource>(
                [&](auto done) { return session.get(kind, projectFor(context, kind), *name, done); });
            const bool waits = left && left->deleting;
            std::cout << fmt::format("{} {} is {}.\n", info(kind).name, *name,
                                     waits ? "being deleted" : "deleted");
            return ExitCode::Ok;
        });
    });
}

std::shared_ptr<std::string> addReason(CLI::App& command)
{
    auto reason = std::make_shared<std::string>();
    command.add_option("--reason", *reason, "Why; needed when it belongs to somebody else");
    return reason;
}

Result<std::pair<std::string, std::string>> splitPair(const std::string& text, const std::string& field)
{
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("\"{}\" of {} must be written as KEY=VALUE.", text, field), "bad-usage",
                    field);
    return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

Result<std::vector<VolumeMountSpec>> parseVolumes(const std::vector<std::string>& texts)
{
    std::vector<VolumeMountSpec> mounts;
    for (const std::string& text : texts) {
        auto mount = parseVolumeMount(text);
        if (!mount)
            return propagate(mount);
        mounts.push_back(std::move(*mount));
    }
    return mounts;
}

CLI::Option* addMany(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                     const std::string& description)
{
    return command.add_option(name, values, description)->allow_extra_args(false);
}

}  // namespace slipway::ctl

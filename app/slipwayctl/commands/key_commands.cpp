// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace slipway::ctl {
namespace {

void addCreate(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("create", "Create an access key; its secret is printed this once");
    const auto description = std::make_shared<std::string>();
    command->add_option("--description", *description, "What it is for");
    command->callback([&context, description] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto key =
                await<NewAccessKey>([&](auto done) { return session.createAccessKey(*description, done); });
            if (!key)
                return propagate(key);
            if (context.output() == Output::Table)
                std::cout << fmt::format("Access key: {}\nSecret key: {}\n", key->access_key,
                                         key->secret_key);
            else
                printJson(
                    context,
                    {{"name", key->name}, {"access_key", key->access_key}, {"secret_key", key->secret_key}});
            return ExitCode::Ok;
        });
    });
}

/// The name of the key that is called `word`, by its name or by the access key itself.
Result<std::string> nameOfKey(Session& session, const std::string& word)
{
    if (!word.starts_with("SLIP"))
        return word;
    const auto keys = await<ResourcePage>([&](auto done) { return session.list(Kind::AccessKey, {}, done); });
    if (!keys)
        return propagate(keys);
    for (const Resource& key : keys->items)
        if (accessKeyOf(key) == word)
            return key.name;
    return fail(ErrorCode::NotFound,
                fmt::format("There is no access key {}. See \"slipwayctl key list\".", word), "not-found");
}

void addRevoke(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("revoke", "Revoke an access key at once");
    const auto name = std::make_shared<std::string>();
    const auto reason = addReason(*command);
    command->add_option("key", *name, "Its name, or the access key itself")->required();
    command->callback([&context, name, reason] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto name_of_key = nameOfKey(session, *name);
            if (!name_of_key)
                return propagate(name_of_key);
            const auto revoked = await<Resource>([&](auto done) {
                return session.act(Kind::AccessKey, {}, *name_of_key, "revoke", done, *reason);
            });
            if (!revoked)
                return propagate(revoked);
            std::cout << fmt::format("The access key {} is revoked.\n", *name);
            return ExitCode::Ok;
        });
    });
}

}  // namespace

void addKeyCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("key", "Access keys: what requests are signed with");
    group->require_subcommand(1);
    addCreate(*group, context);
    addList(*group, context, Kind::AccessKey, "List access keys");
    addRevoke(*group, context);
}

}  // namespace slipway::ctl

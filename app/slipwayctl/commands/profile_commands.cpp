// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/input/secret_input.h"
#include "app/slipwayctl/output/printing.h"
#include "app/slipwayctl/output/table.h"
#include "client/profile.h"
#include "core/uri.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace slipway::ctl {
namespace {

Result<ExitCode> list(const Context& context)
{
    const auto file = ProfileFile::load(configDirectory());
    if (!file)
        return propagate(file);
    if (context.output() != Output::Table) {
        Json items = Json::array();
        for (const Profile& profile : file->profiles())
            items.push_back({{"name", profile.name},
                             {"server", profile.server},
                             {"access_key", profile.access_key},
                             {"project", profile.project},
                             {"current", profile.name == file->current()}});
        printJson(context, {{"items", items}});
        return ExitCode::Ok;
    }
    if (file->profiles().empty()) {
        std::cout
            << "There are no profiles. Add one with \"slipwayctl profile add NAME --server URL\", or run "
               "\"slipwayctl server start\".\n";
        return ExitCode::Ok;
    }
    Table table({"", "NAME", "SERVER", "ACCESS KEY", "PROJECT"});
    for (const Profile& profile : file->profiles())
        table.add({profile.name == file->current() ? "*" : "", profile.name, profile.server,
                   profile.access_key, profile.project});
    std::cout << table.text();
    return ExitCode::Ok;
}

Result<ExitCode> use(const std::string& name)
{
    auto file = ProfileFile::load(configDirectory());
    if (!file)
        return propagate(file);
    if (!file->find(name))
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no profile \"{}\". See \"slipwayctl profile list\".", name),
                    "no-profile");
    file->setCurrent(name);
    if (auto saved = file->save(); !saved)
        return propagate(saved);
    std::cout << fmt::format("The profile \"{}\" is in use.\n", name);
    return ExitCode::Ok;
}

Result<ExitCode> add(Profile profile)
{
    const auto url = Url::parse(profile.server);
    if (!url)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is no address of a server. Write it as http://HOST:PORT or https://HOST.",
                        profile.server),
            "bad-server", "--server");
    profile.server = url->scheme + "://" + url->authority();
    auto secret = readSecretKey();
    if (!secret)
        return propagate(secret);
    profile.secret_key = std::move(*secret);
    auto file = ProfileFile::load(configDirectory());
    if (!file)
        return propagate(file);
    const std::string name = profile.name;
    file->put(std::move(profile));
    if (file->current().empty())
        file->setCurrent(name);
    if (auto saved = file->save(); !saved)
        return propagate(saved);
    std::cout << fmt::format("The profile \"{}\" is saved.\n", name);
    return ExitCode::Ok;
}

void addAdd(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand(
        "add", "Add a server; its secret key is read from stdin, or from SLIPWAY_SECRET_KEY");
    const auto profile = std::make_shared<Profile>();
    command->add_option("name", profile->name, "A name of your choice")->required();
    command->add_option("--server", profile->server, "Its address, such as https://gpu.example.com")
        ->required();
    command->add_option("--access-key", profile->access_key, "The access key")->required();
    command->add_option("--ca-file", profile->ca_file, "Certificates to trust instead of the system's");
    command->add_option(
        "--certificate-sha256", profile->certificate_sha256,
        "Trust this one certificate, whoever signed it: its SHA-256 as 64 hexadecimal digits");
    command->add_option(
        "--proxy", profile->proxy,
        "Proxy on the way, such as http://proxy:3128, or none; that of https_proxy if not given");
    command->add_option("--default-project", profile->project, "The project that names belong to")
        ->capture_default_str();
    command->callback([&context, profile] { context.runLocally([&] { return add(*profile); }); });
}

}  // namespace

void addProfileCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("profile", "Profiles: servers, and as whom to use them");
    group->require_subcommand(1);
    group->add_subcommand("list", "List profiles; * marks the one in use")->callback([&context] {
        context.runLocally([&] { return list(context); });
    });
    CLI::App* using_one = group->add_subcommand("use", "Use a profile from now on");
    const auto name = std::make_shared<std::string>();
    using_one->add_option("name", *name, "Its name")->required();
    using_one->callback([&context, name] { context.runLocally([&] { return use(*name); }); });
    addAdd(*group, context);
}

}  // namespace slipway::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/input/secret_input.h"
#include "app/slipwayctl/output/printing.h"
#include "client/api/answers.h"
#include "core/resources/object_store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

namespace slipway::ctl {
namespace {

constexpr const char* secret_variable = "SLIPWAY_STORE_SECRET_KEY";

struct StoreOptions {
    std::string name, ca_file;
    StoreSpec spec;
};

Result<ExitCode> add(Session& session, Context& context, const StoreOptions& options)
{
    StoreSpec spec = options.spec;
    if (!options.ca_file.empty()) {
        std::ifstream file(options.ca_file, std::ios::binary);
        spec.ca.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    auto secret = readSecretKey(secret_variable);
    if (!secret)
        return propagate(secret);
    spec.secret_key = std::move(*secret);
    Resource store;
    store.kind = Kind::Store;
    store.name = options.name;
    store.spec = writeHanded(spec);
    const auto added =
        await<Resource>([&](auto done) { return session.create(store, Session::DryRun::No, done); });
    if (!added)
        return propagate(added);
    if (context.output() == Output::Table)
        std::cout << fmt::format("The store {} is added.\n", added->name);
    else
        printResource(context, *added);
    return ExitCode::Ok;
}

Result<ExitCode> renew(Session& session, const StoreOptions& options)
{
    auto store = await<Resource>([&](auto done) { return session.get(Kind::Store, {}, options.name, done); });
    auto spec = store ? parseJson(store->spec).and_then(readStoreSpec) : propagate(store);
    if (!spec)
        return propagate(spec);
    auto secret = readSecretKey(secret_variable);
    if (!secret)
        return propagate(secret);
    spec->access_key = options.spec.access_key;
    spec->secret_key = std::move(*secret);
    store->spec = writeHanded(*spec);
    const auto updated = await<Resource>([&](auto done) { return session.update(*store, done); });
    if (!updated)
        return propagate(updated);
    std::cout << fmt::format("The store {} is asked with the new key.\n", options.name);
    return ExitCode::Ok;
}

void addAdd(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("add", "Add a store, once it was tried; its secret key is read "
                                                    "from stdin, or from SLIPWAY_STORE_SECRET_KEY");
    const auto options = std::make_shared<StoreOptions>();
    StoreSpec& spec = options->spec;
    command->add_option("name", options->name, "Its name: a-z, 0-9 and '-'")->required();
    command->add_option("--endpoint", spec.endpoint, "Its address, such as https://s3.example.org")
        ->required();
    command->add_option("--bucket", spec.bucket, "The bucket to use")->required();
    command->add_option("--prefix", spec.prefix, "What all keys there begin with");
    command->add_option("--region", spec.region, "Its region")->capture_default_str();
    command->add_option("--access-key", spec.access_key, "By which access key it is asked")->required();
    command->add_option("--ca", options->ca_file, "PEM file of the certificates to trust there")
        ->check(CLI::ExistingFile);
    command->add_option("--description", spec.description, "What it is for");
    command->callback([&context, options] {
        context.run([&](Session& session) { return add(session, context, *options); });
    });
}

void addRenew(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("renew", "Hand in another key for a store; the secret key as for add");
    const auto options = std::make_shared<StoreOptions>();
    command->add_option("name", options->name, "Its name")->required();
    command->add_option("--access-key", options->spec.access_key, "By which access key it is asked")
        ->required();
    command->callback(
        [&context, options] { context.run([&](Session& session) { return renew(session, *options); }); });
}

}  // namespace

void addStoreCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("store", "Stores of objects: where datasets and outputs lie");
    group->require_subcommand(1);
    addAdd(*group, context);
    addList(*group, context, Kind::Store, "List stores");
    addShow(*group, context, Kind::Store, "Show one store");
    addRenew(*group, context);
    addDelete(*group, context, Kind::Store, "Remove a store, once what it keeps is deleted");
}

}  // namespace slipway::ctl

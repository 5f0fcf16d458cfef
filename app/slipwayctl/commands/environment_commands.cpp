// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/dataset_options.h"
#include "app/slipwayctl/commands/waiting.h"
#include "app/slipwayctl/output/printing.h"
#include "core/resources/specs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace slipway::ctl {
namespace {

struct CreateOptions {
    std::string name, image, flavor, cluster, description, duration;
    std::vector<std::string> volumes, env;
    DatasetOptions datasets;
    bool wait = false, dry_run = false;
};

Result<EnvironmentSpec> specOf(const CreateOptions& options)
{
    EnvironmentSpec spec;
    if (!options.image.empty())
        spec.image = options.image;
    if (!options.flavor.empty())
        spec.flavor = options.flavor;
    spec.cluster = options.cluster;
    spec.description = options.description;
    if (auto applied = options.datasets.apply(spec); !applied)
        return propagate(applied);
    if (auto mounts = parseVolumes(options.volumes))
        spec.volumes = std::move(*mounts);
    else
        return propagate(mounts);
    if (!options.duration.empty()) {
        const auto duration = parseDuration(options.duration);
        if (!duration)
            return propagate(duration);
        spec.duration = *duration;
    }
    for (const auto& text : options.env) {
        const auto pair = splitPair(text, "--env");
        if (!pair)
            return propagate(pair);
        spec.env.insert(*pair);
    }
    return spec;
}

Result<ExitCode> create(Session& session, Context& context, const CreateOptions& options)
{
    const auto spec = specOf(options);
    if (!spec)
        return propagate(spec);
    Resource resource;
    resource.kind = Kind::Environment;
    resource.project = context.project();
    resource.name = options.name;
    resource.spec = dumpJson(write(*spec));
    const auto dry_run = options.dry_run ? Session::DryRun::Yes : Session::DryRun::No;
    const auto made = await<Resource>([&](auto done) { return session.create(resource, dry_run, done); });
    if (!made)
        return propagate(made);
    if (options.wait && !options.dry_run) {
        const auto waited = waitForEnvironment(session, made->project, made->name);
        if (!waited || *waited != ExitCode::Ok)
            return waited;
        return printOne(session, context, Kind::Environment, made->name);
    }
    printResource(context, *made);
    return ExitCode::Ok;
}

void addCreate(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("create", "Create an environment and start it");
    const auto options = std::make_shared<CreateOptions>();
    command->add_option("name", options->name, "Its name: a-z, 0-9 and '-'")->required();
    command->add_option("--flavor", options->flavor, "Size of machine, such as cpu-small or gpu-1");
    command->add_option("--cluster", options->cluster, "Where it runs; chosen for it if not given");
    command->add_option("--image", options->image, "What it runs in");
    command->add_option("--description", options->description, "What it is for");
    command->add_option("--duration", options->duration, "Release it by itself after this long, such as 8h");
    options->datasets.add(*command);
    addMany(*command, "--volume", options->volumes, volume_help);
    addMany(*command, "--env", options->env, "KEY=VALUE for its processes; may be repeated");
    command->add_flag("--wait", options->wait, "Wait until it runs");
    command->add_flag("--dry-run", options->dry_run, "Check everything and create nothing");
    command->callback([&context, options] {
        context.run([&](Session& session) { return create(session, context, *options); });
    });
}

void addVerb(CLI::App& group, Context& context, const std::string& verb, const std::string& description,
             Phase waited_for)
{
    CLI::App* command = group.add_subcommand(verb, description);
    const auto name = std::make_shared<std::string>();
    const auto wait = std::make_shared<bool>(false);
    const auto reason = addReason(*command);
    command->add_option("name", *name, "Its name")->required();
    command->add_flag("--wait", *wait, "Wait until it is done");
    command->callback([&context, name, wait, reason, verb, waited_for] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const std::string project = context.project();
            const auto acted = await<Resource>([&](auto done) {
                return session.act(Kind::Environment, project, *name, verb, done, *reason);
            });
            if (!acted)
                return propagate(acted);
            if (!*wait) {
                std::cout << fmt::format("Environment {}: {} is under way.\n", *name, verb);
                return ExitCode::Ok;
            }
            if (waited_for == Phase::Running)
                return waitForEnvironment(session, project, *name);
            const auto status =
                waitUntil(session, Kind::Environment, project, *name,
                          [&](const WorkloadStatus& now_so) { return now_so.phase == waited_for; });
            if (!status)
                return propagate(status);
            std::cout << fmt::format("Environment {} is {}.\n", *name, slipway::name(status->phase));
            return ExitCode::Ok;
        });
    });
}

void addOpen(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("open", "Print a link that opens its Jupyter, signed in");
    const auto name = std::make_shared<std::string>();
    command->add_option("name", *name, "Its name")->required();
    command->callback([&context, name] {
        context.run([&](Session& session) -> Result<ExitCode> {
            const auto link = await<std::string>(
                [&](auto done) { return session.openLink(context.project(), *name, done); });
            if (!link)
                return propagate(link);
            std::cout << *link << "\n";
            return ExitCode::Ok;
        });
    });
}

}  // namespace

void addEnvironmentCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("env", "Environments: machines to work on");
    group->require_subcommand(1);
    addCreate(*group, context);
    addList(*group, context, Kind::Environment, "List environments");
    addShow(*group, context, Kind::Environment, "Show one environment");
    addOpen(*group, context);
    addVerb(*group, context, "release", "Give its machine back and keep its files and packages",
            Phase::Released);
    addVerb(*group, context, "resume", "Start it again as it was", Phase::Running);
    addDelete(*group, context, Kind::Environment, "Delete it with its files");
}

}  // namespace slipway::ctl

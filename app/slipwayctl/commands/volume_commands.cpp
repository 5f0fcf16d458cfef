// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "core/resources/volume_spec.h"

#include <nlohmann/json.hpp>

namespace slipway::ctl {
namespace {

struct CreateOptions {
    std::string name, size, claim, cluster, storage_class, description;
    bool personal = false, dry_run = false;
};

Result<VolumeSpec> specOf(const CreateOptions& options)
{
    VolumeSpec spec;
    spec.scope = options.personal ? VolumeScope::Personal : VolumeScope::Project;
    spec.kind = options.claim.empty() ? VolumeKind::Shared : VolumeKind::Claim;
    spec.claim = options.claim;
    spec.cluster = options.cluster;
    spec.storage_class = options.storage_class;
    spec.description = options.description;
    if (options.size.empty())
        return spec;
    const auto size = Bytes::parse(options.size);
    if (!size)
        return propagate(size);
    spec.size = *size;
    return spec;
}

Result<ExitCode> create(Session& session, Context& context, const CreateOptions& options)
{
    const auto spec = specOf(options);
    if (!spec)
        return propagate(spec);
    Resource resource;
    resource.kind = Kind::Volume;
    resource.project = context.project();
    resource.name = options.name;
    resource.spec = dumpJson(write(*spec));
    const auto dry_run = options.dry_run ? Session::DryRun::Yes : Session::DryRun::No;
    const auto made = await<Resource>([&](auto done) { return session.create(resource, dry_run, done); });
    if (!made)
        return propagate(made);
    printResource(context, *made);
    return ExitCode::Ok;
}

void addCreate(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("create", "Create a volume that environments and jobs can mount");
    const auto options = std::make_shared<CreateOptions>();
    command->add_option("name", options->name, "Its name: a-z, 0-9 and '-'")->required();
    CLI::Option* size = command->add_option("--size", options->size, "How much it holds, such as 100GiB");
    command->add_flag("--personal", options->personal, "Let only your own environments and jobs mount it");
    command
        ->add_option("--claim", options->claim,
                     "Take this claim, which the cluster's namespace of the project has already; for "
                     "administrators")
        ->excludes(size);
    command->add_option("--cluster", options->cluster,
                        "Where it is; the cluster that the server was started with if not given");
    command->add_option("--storage-class", options->storage_class,
                        "The cluster's storage class that makes it");
    command->add_option("--description", options->description, "What it is for");
    command->add_flag("--dry-run", options->dry_run, "Check everything and create nothing");
    command->callback([&context, options] {
        context.run([&](Session& session) { return create(session, context, *options); });
    });
}

Result<ExitCode> grow(Session& session, Context& context, const std::string& name, const std::string& size)
{
    const auto wanted = Bytes::parse(size);
    if (!wanted)
        return propagate(wanted);
    auto volume =
        await<Resource>([&](auto done) { return session.get(Kind::Volume, context.project(), name, done); });
    if (!volume)
        return propagate(volume);
    auto spec = parseJson(volume->spec).and_then(readVolumeSpec);
    if (!spec)
        return propagate(spec);
    spec->size = *wanted;
    volume->spec = dumpJson(write(*spec));
    const auto grown = await<Resource>([&](auto done) { return session.update(*volume, done); });
    if (!grown)
        return propagate(grown);
    printResource(context, *grown);
    return ExitCode::Ok;
}

void addGrow(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("grow", "Let a volume hold more; what is in it stays");
    const auto name = std::make_shared<std::string>();
    const auto size = std::make_shared<std::string>();
    command->add_option("name", *name, "Its name")->required();
    command->add_option("size", *size, "How much it is to hold, such as 200GiB")->required();
    command->callback([&context, name, size] {
        context.run([&](Session& session) { return grow(session, context, *name, *size); });
    });
}

}  // namespace

void addVolumeCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("volume", "Volumes: files that outlive environments and jobs");
    group->require_subcommand(1);
    addCreate(*group, context);
    addList(*group, context, Kind::Volume, "List volumes");
    addShow(*group, context, Kind::Volume, "Show one volume");
    addDelete(*group, context, Kind::Volume, "Delete a volume; the files of a shared one are gone then");
    addGrow(*group, context);
    addApply(*group, context, "Create or let grow what a YAML file declares");
}

}  // namespace slipway::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "core/resources/template_spec.h"

#include <nlohmann/json.hpp>

namespace slipway::ctl {
namespace {

struct CreateOptions {
    std::string name, job, description;
    bool dry_run = false;
};

Result<ExitCode> create(Session& session, Context& context, const CreateOptions& options)
{
    const std::string project = context.project();
    const auto job =
        await<Resource>([&](auto done) { return session.get(Kind::Job, project, options.job, done); });
    if (!job)
        return propagate(job);
    auto spec = parseJson(job->spec).and_then(readJobSpec);
    if (!spec)
        return propagate(spec);
    spec->stopped = false;
    Resource kept;
    kept.kind = Kind::Template;
    kept.project = project;
    kept.name = options.name;
    kept.spec = dumpJson(write(TemplateSpec{options.description, std::move(*spec)}));
    const auto dry_run = options.dry_run ? Session::DryRun::Yes : Session::DryRun::No;
    const auto made = await<Resource>([&](auto done) { return session.create(kept, dry_run, done); });
    if (!made)
        return propagate(made);
    printResource(context, *made);
    return ExitCode::Ok;
}

void addCreate(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("create", "Keep what a job was launched with as a template");
    const auto options = std::make_shared<CreateOptions>();
    command->add_option("name", options->name, "Its name: a-z, 0-9 and '-'")->required();
    command->add_option("--job", options->job, "The job to keep")->required();
    command->add_option("--description", options->description, "What it is for");
    command->add_flag("--dry-run", options->dry_run, "Check everything and create nothing");
    command->callback([&context, options] {
        context.run([&](Session& session) { return create(session, context, *options); });
    });
}

}  // namespace

void addTemplateCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("template", "Templates: jobs to start others from");
    group->require_subcommand(1);
    addCreate(*group, context);
    addList(*group, context, Kind::Template, "List templates");
    addShow(*group, context, Kind::Template, "Show one template");
    addDelete(*group, context, Kind::Template, "Delete a template; jobs that were made of it stay");
    addApply(*group, context, "Create or update what a YAML file declares");
}

}  // namespace slipway::ctl

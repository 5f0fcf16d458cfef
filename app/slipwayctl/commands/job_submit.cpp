// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/dataset_options.h"
#include "app/slipwayctl/commands/waiting.h"
#include "app/slipwayctl/output/printing.h"
#include "client/code_upload.h"
#include "core/ids.h"
#include "core/resources/replicas.h"
#include "core/resources/template_spec.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace slipway::ctl {
namespace {

struct SubmitOptions {
    std::string name, from, description, command, pre, post, image, flavor, cluster, environment, limit;
    std::string code, git, revision;
    std::vector<std::string> volumes, env, params, replicas;
    DatasetOptions datasets;
    std::int64_t retries = 0;
    bool wait = false, dry_run = false;
};

/// A word as /bin/sh reads it back unchanged.
std::string quoted(const std::string& word)
{
    const auto is_plain = [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("_-./=:,+@%").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!word.empty() && std::ranges::all_of(word, is_plain))
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

/// What to run; `kept` is a template's command, which needs no other.
Result<std::string> commandLine(const SubmitOptions& options, const std::vector<std::string>& trailing,
                                const std::string& kept)
{
    if (options.command.empty() && trailing.empty() && !kept.empty())
        return kept;
    if (options.command.empty() == trailing.empty())
        return fail(ErrorCode::InvalidArgument,
                    "Say what to run: either --command \"LINE\", or -- and the command with its arguments.",
                    "bad-usage", "command");
    if (trailing.empty())
        return options.command;
    if (trailing.size() == 1)  // a whole line, quoted once for the shell that started us
        return trailing.front();
    std::string line;
    for (const auto& word : trailing)
        line += (line.empty() ? "" : " ") + quoted(word);
    return line;
}

Result<void> addPairs(const std::vector<std::string>& texts, const std::string& option,
                      std::map<std::string, std::string>& pairs)
{
    for (const auto& text : texts) {
        const auto pair = splitPair(text, option);
        if (!pair)
            return propagate(pair);
        pairs.insert_or_assign(pair->first, pair->second);
    }
    return {};
}

void setIfGiven(std::string& member, const std::string& option)
{
    if (!option.empty())
        member = option;
}

/// What the options say, and of everything else what `spec` has.
Result<JobSpec> specOf(const SubmitOptions& options, const std::vector<std::string>& trailing, JobSpec spec)
{
    auto command = commandLine(options, trailing, spec.command);
    if (!command)
        return propagate(command);
    spec.command = std::move(*command);
    setIfGiven(spec.pre_command, options.pre);
    setIfGiven(spec.post_command, options.post);
    setIfGiven(spec.image, options.image);
    setIfGiven(spec.flavor, options.flavor);
    setIfGiven(spec.cluster, options.cluster);
    setIfGiven(spec.environment, options.environment);
    setIfGiven(spec.description, options.description);
    if (auto applied = options.datasets.apply(spec); !applied)
        return propagate(applied);
    auto mounts = parseVolumes(options.volumes);
    if (!mounts)
        return propagate(mounts);
    if (!mounts->empty())
        spec.volumes = std::move(*mounts);
    if (options.retries > 0)
        spec.retries = options.retries;
    if (!options.git.empty())
        spec.code = {"", options.git, options.revision};
    if (!options.replicas.empty())
        spec.roles.clear();
    for (const std::string& text : options.replicas) {
        const auto roles = parseRoles(text);
        if (!roles)
            return propagate(roles);
        spec.roles.insert(spec.roles.end(), roles->begin(), roles->end());
    }
    if (auto added = addPairs(options.env, "--env", spec.env); !added)
        return propagate(added);
    if (auto added = addPairs(options.params, "--param", spec.params); !added)
        return propagate(added);
    if (!options.limit.empty()) {
        const auto limit = parseDuration(options.limit);
        if (!limit)
            return propagate(limit);
        spec.duration_limit = *limit;
    }
    return spec;
}

/// Where the job starts from: a template's, or nothing.
Result<JobSpec> startOf(Session& session, Context& context, const SubmitOptions& options)
{
    if (options.from.empty())
        return JobSpec();
    const auto found = await<Resource>(
        [&](auto done) { return session.get(Kind::Template, context.project(), options.from, done); });
    if (!found)
        return propagate(found);
    return parseJson(found->spec).and_then(readTemplateSpec).map([](TemplateSpec kept) {
        return std::move(kept.job);
    });
}

Result<ExitCode> submit(Session& session, Context& context, const SubmitOptions& options)
{
    auto spec = startOf(session, context, options).and_then([&](JobSpec start) {
        return specOf(options, context.trailing, std::move(start));
    });
    if (!spec)
        return propagate(spec);
    if (!options.code.empty()) {
        auto digest = await<std::string>(
            [&](auto done) { return uploadCode(session, options.code, context.project(), done); });
        if (!digest)
            return propagate(digest);
        spec->code = {std::move(*digest), "", ""};
    }
    Resource resource;
    resource.kind = Kind::Job;
    resource.project = context.project();
    resource.name = options.name.empty() ? newId("job") : options.name;
    resource.spec = dumpJson(write(*spec));
    const auto dry_run = options.dry_run ? Session::DryRun::Yes : Session::DryRun::No;
    const auto made = await<Resource>([&](auto done) { return session.create(resource, dry_run, done); });
    if (!made)
        return propagate(made);
    if (context.output() != Output::Table || options.dry_run)
        printResource(context, *made);
    else
        std::cout << fmt::format("Job {} is submitted. Follow it with \"slipwayctl job logs --follow {}\".\n",
                                 made->name, made->name)
                  << std::flush;
    if (const auto status = workloadStatusOf(*made); status && !options.wait)
        tellNotice(*status);
    if (options.wait && !options.dry_run)
        return waitForJob(session, made->project, made->name);
    return ExitCode::Ok;
}

}  // namespace

void addJobSubmit(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("submit", "Submit a job; what to run follows after --");
    const auto options = std::make_shared<SubmitOptions>();
    command->add_option("--name", options->name, "Its name: a-z, 0-9 and '-'; made up when absent");
    command->add_option("--template", options->from,
                        "Start from this template; what other options say goes before what it says");
    command->add_option("--command", options->command, "A shell command line, instead of -- and a command");
    command->add_option("--flavor", options->flavor, "Size of machine, such as cpu-small or gpu-1");
    command->add_option("--cluster", options->cluster, "Where it runs; chosen for it if not given");
    command->add_option("--image", options->image, "What it runs in");
    command->add_option("--environment", options->environment, "Run with this environment's Python packages");
    command->add_option("--description", options->description, "What it is for");
    addMany(*command, "--replicas", options->replicas,
            "ROLE=COUNT[:FLAVOR] of a distributed job, such as chief=1,worker=3; may be repeated");
    options->datasets.add(*command);
    addMany(*command, "--volume", options->volumes, volume_help);
    addMany(*command, "--env", options->env, "KEY=VALUE for its processes; may be repeated");
    addMany(*command, "--param", options->params, "KEY=VALUE of a hyperparameter; may be repeated");
    auto* code = command->add_option("--code", options->code, "Upload this folder as its code");
    auto* git =
        command->add_option("--git", options->git, "Clone this repository as its code")->excludes(code);
    command->add_option("--revision", options->revision, "Commit, tag or branch of the repository")
        ->needs(git);
    command->add_option("--limit", options->limit, "Stop it after running this long, such as 8h");
    command->add_option("--retries", options->retries, "How often a failed attempt is followed by another")
        ->check(CLI::Range(0, 100));
    command->add_option("--pre", options->pre, "Command line to run before; its failure is the job's");
    command->add_option("--post", options->post, "Command line to run after, however it ended");
    command->add_flag("--wait", options->wait, "Wait for its end; the exit code tells whether it succeeded");
    command->add_flag("--dry-run", options->dry_run, "Check everything and create nothing");
    command->callback([&context, options] {
        context.run([&](Session& session) { return submit(session, context, *options); });
    });
}

}  // namespace slipway::ctl

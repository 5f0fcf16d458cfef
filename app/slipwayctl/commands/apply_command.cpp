// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/commands/local_code.h"
#include "app/slipwayctl/commands/waiting.h"
#include "app/slipwayctl/output/printing.h"
#include "client/rehearsal.h"
#include "core/yaml/declaration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

namespace slipway::ctl {
namespace {

struct ApplyOptions {
    std::string file;
    std::shared_ptr<std::string> reason;
    bool wait = false, dry_run = false;
};

struct Wanted {
    Resource resource;
    YamlDocument document;
    std::optional<std::filesystem::path> code_folder;  ///< Of this computer, to be sent first.
};

Result<std::string> readInput(const std::string& file)
{
    if (file == "-")
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} cannot be read. Check its name and permissions.", file),
                    "unreadable-file");
    return text;
}

Result<Wanted> readDocument(YamlDocument document, const std::filesystem::path& base, const Context& context)
{
    auto resource = parseResource(document.json);
    if (!resource)
        return propagate(resource);
    if (info(resource->kind).scope == NameScope::Project && resource->project.empty())
        resource->project = context.project();
    std::optional<std::filesystem::path> folder;
    if (resource->kind == Kind::Job) {
        auto taken = takeCodeFolder(*resource, base);
        if (!taken)
            return propagate(taken);
        folder = std::move(*taken);
    }
    const auto spec = parseJson(resource->spec);
    if (!spec)
        return propagate(spec);
    if (auto checked = checkSpec(resource->kind, *spec); !checked)
        return propagate(checked);
    return Wanted{std::move(*resource), std::move(document), std::move(folder)};
}

/// Nothing is applied unless all of the file can be read.
Result<std::vector<Wanted>> readAll(const ApplyOptions& options, const Context& context)
{
    const auto text = readInput(options.file);
    if (!text)
        return propagate(text);
    auto documents = readYaml(*text, options.file);
    if (!documents)
        return propagate(documents);
    const auto base = options.file == "-" ? std::filesystem::current_path()
                                          : std::filesystem::path(options.file).parent_path();
    std::vector<Wanted> all;
    for (YamlDocument& document : *documents) {
        auto wanted = readDocument(document, base, context);
        if (!wanted)
            return tl::unexpected(
                placed(wanted.error(), options.file, document.placeOf(wanted.error().field)));
        all.push_back(std::move(*wanted));
    }
    return all;
}

/// What others than the file's author decide stays as it is unless the file says otherwise.
void keepDecided(const Resource& existing, Wanted& wanted)
{
    static constexpr std::array<const char*, 6> decided{"released",   "stopped",    "sealed",
                                                        "file_count", "size_bytes", "kubeconfig_sha256"};
    const auto before = parseJson(existing.spec);
    auto spec = parseJson(wanted.resource.spec);
    if (!before || !spec)
        return;
    for (const char* member : decided)
        if (before->contains(member) && !spec->contains(member))
            (*spec)[member] = (*before)[member];
    wanted.resource.spec = dumpJson(*spec);
    wanted.resource.generation = existing.generation;
}

Result<Resource> applyOne(Session& session, Wanted& wanted, const ApplyOptions& options, std::string& verb)
{
    const bool dry_run = options.dry_run;
    if (wanted.code_folder && !dry_run)
        if (auto sent = sendCode(session, wanted.resource, *wanted.code_folder); !sent)
            return propagate(sent);
    const Resource& resource = wanted.resource;
    const auto existing = await<Resource>(
        [&](auto done) { return session.get(resource.kind, resource.project, resource.name, done); });
    if (!existing && existing.error().code != ErrorCode::NotFound)
        return existing;
    if (!existing) {
        verb = dry_run ? "would be created" : "is created";
        return await<Resource>([&](auto done) {
            return session.create(resource, dry_run ? Session::DryRun::Yes : Session::DryRun::No, done);
        });
    }
    keepDecided(*existing, wanted);
    verb = dry_run ? "would be updated" : "is updated";
    auto updated = await<Resource>([&](auto done) {
        return dry_run ? rehearseUpdate(session, resource, done, *options.reason)
                       : session.update(resource, done, *options.reason);
    });
    if (updated && updated->generation == existing->generation)
        verb = dry_run ? "would stay as it is" : "is unchanged";
    return updated;
}

Result<ExitCode> waitFor(Session& session, const Resource& resource)
{
    if (resource.kind == Kind::Job)
        return waitForJob(session, resource.project, resource.name);
    if (resource.kind == Kind::Environment)
        return waitForEnvironment(session, resource.project, resource.name);
    return ExitCode::Ok;
}

Result<ExitCode> apply(Session& session, Context& context, const ApplyOptions& options)
{
    auto all = readAll(options, context);
    if (!all)
        return propagate(all);
    for (Wanted& wanted : *all) {
        std::string verb;
        const auto applied = applyOne(session, wanted, options, verb);
        if (!applied && exitCodeOf(applied.error()) == ExitCode::BadInput)
            return tl::unexpected(
                placed(applied.error(), options.file, wanted.document.placeOf(applied.error().field)));
        if (!applied)
            return propagate(applied);
        if (context.output() == Output::Table)
            std::cout << fmt::format("{} {} {}.\n", info(applied->kind).name, applied->name, verb)
                      << std::flush;
        else
            printResource(context, *applied);
    }
    ExitCode worst = ExitCode::Ok;
    for (const Wanted& wanted : *all) {
        if (!options.wait || options.dry_run)
            break;
        const auto waited = waitFor(session, wanted.resource);
        if (!waited)
            return waited;
        worst = std::max(worst, *waited);
    }
    return worst;
}

}  // namespace

void addApplyCommand(CLI::App& program, Context& context)
{
    addApply(program, context, "Create or update what a YAML file declares");
}

void addApply(CLI::App& group, Context& context, const std::string& description)
{
    CLI::App* command = group.add_subcommand("apply", description);
    const auto options = std::make_shared<ApplyOptions>();
    command->add_option("-f,--file", options->file, "The file, with one or many documents; - for stdin")
        ->required();
    command->add_flag("--wait", options->wait, "Wait until environments run and jobs have ended");
    command->add_flag("--dry-run", options->dry_run, "Check everything and change nothing");
    options->reason = addReason(*command);
    command->callback([&context, options] {
        context.run([&](Session& session) { return apply(session, context, *options); });
    });
}

}  // namespace slipway::ctl

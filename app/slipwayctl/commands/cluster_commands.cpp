// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayctl/await.h"
#include "app/slipwayctl/commands/command_builder.h"
#include "app/slipwayctl/commands/commands.h"
#include "app/slipwayctl/output/printing.h"
#include "app/slipwayctl/output/table.h"
#include "client/api/answers.h"
#include "core/kubeconfig/kubeconfig.h"
#include "core/resources/cluster.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace slipway::ctl {
namespace {

using Findings = std::vector<ClusterFinding>;

struct AddOptions {
    std::string name, kubeconfig, context, store_ca, image;
    ClusterSpec spec;
    bool anyway = false;
};

/// One context of a kubeconfig of this computer, with its certificates in it.
Result<std::string> takeContext(const std::string& file, const std::string& context)
{
    const auto files = file.empty() ? Kubeconfig::usualFiles() : std::vector<std::filesystem::path>{file};
    const auto config = Kubeconfig::load(files);
    if (!config)
        return propagate(config);
    return config->access(context.empty() ? config->currentContext() : context).map(formatKubeconfig);
}

Result<ClusterSpec> specOf(const AddOptions& options)
{
    ClusterSpec spec = options.spec;
    auto kubeconfig = takeContext(options.kubeconfig, options.context);
    if (!kubeconfig)
        return propagate(kubeconfig);
    spec.kubeconfig = std::move(*kubeconfig);
    if (!options.store_ca.empty()) {
        std::ifstream file(options.store_ca, std::ios::binary);
        spec.store_ca.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return spec;
}

void printAsks(const Findings& findings)
{
    for (const ClusterFinding& finding : findings) {
        if (finding.ask.empty())
            continue;
        std::cout << fmt::format("\nFor the cluster's administrator, about {}:\n", finding.check);
        std::istringstream lines(finding.ask);
        for (std::string line; std::getline(lines, line);)
            std::cout << "  " << harmless(line) << "\n";
    }
}

void printFindings(const Context& context, const Findings& findings)
{
    if (context.output() != Output::Table) {
        Json list = Json::array();
        for (const ClusterFinding& finding : findings)
            list.push_back(write(finding));
        return printJson(context, {{"findings", list}});
    }
    Table table({"CHECK", "VERDICT", "MESSAGE"});
    for (const ClusterFinding& finding : findings)
        table.add({finding.check, std::string(name(finding.verdict)), finding.message});
    std::cout << table.text();
    printAsks(findings);
}

ExitCode verdictOf(const Findings& findings)
{
    const bool bad = std::any_of(findings.begin(), findings.end(), [](const ClusterFinding& finding) {
        return finding.verdict == ClusterFinding::Verdict::Bad;
    });
    return bad ? ExitCode::NotAsWaitedFor : ExitCode::Ok;
}

Result<ExitCode> add(Session& session, Context& context, const AddOptions& options)
{
    const auto spec = specOf(options);
    if (!spec)
        return propagate(spec);
    if (!options.anyway) {
        const auto findings =
            await<Findings>([&](auto done) { return session.checkCluster(*spec, options.image, done); });
        if (!findings)
            return propagate(findings);
        if (context.output() == Output::Table)
            printFindings(context, *findings);
        if (verdictOf(*findings) != ExitCode::Ok) {
            std::cerr << "The cluster was not added. Mend what is bad, or add it with --anyway.\n";
            return ExitCode::NotAsWaitedFor;
        }
    }
    Resource cluster;
    cluster.kind = Kind::Cluster;
    cluster.name = options.name;
    cluster.spec = writeHanded(*spec);
    const auto added =
        await<Resource>([&](auto done) { return session.create(cluster, Session::DryRun::No, done); });
    if (!added)
        return propagate(added);
    if (context.output() == Output::Table)
        std::cout << fmt::format("The cluster {} is added.\n", added->name);
    else
        printResource(context, *added);
    return ExitCode::Ok;
}

/// Changes the spec of a cluster that is there.
Result<ExitCode> change(Session& session, const std::string& name, const std::string& said,
                        const std::function<Result<void>(ClusterSpec&)>& apply)
{
    auto cluster = await<Resource>([&](auto done) { return session.get(Kind::Cluster, {}, name, done); });
    if (!cluster)
        return propagate(cluster);
    auto spec = parseJson(cluster->spec).and_then(readClusterSpec);
    if (!spec)
        return propagate(spec);
    if (const auto applied = apply(*spec); !applied)
        return propagate(applied);
    cluster->spec = writeHanded(*spec);
    const auto updated = await<Resource>([&](auto done) { return session.update(*cluster, done); });
    if (!updated)
        return propagate(updated);
    std::cout << fmt::format("The cluster {} {}.\n", name, said);
    return ExitCode::Ok;
}

void addSource(CLI::App& command, AddOptions& options)
{
    command
        .add_option("--kubeconfig", options.kubeconfig,
                    "How to come there; the usual kubeconfig if not given")
        ->check(CLI::ExistingFile);
    command.add_option("--context", options.context, "Context of it; its current one if not given");
}

void addPlan(CLI::App& command, AddOptions& options)
{
    addSource(command, options);
    command.add_option("--namespace", options.spec.only_namespace,
                       "Work in this namespace alone; in one for each project if not given");
    command.add_option(
        "--s3-url", options.spec.s3_url,
        "Where its pods reach objects, if not where all tasks do; api-server: through the cluster's own");
    command
        .add_option("--store-ca", options.store_ca, "PEM file of the certificates that its pods trust there")
        ->check(CLI::ExistingFile);
    command.add_option("--storage-class", options.spec.storage_class,
                       "Of environments' volumes; the cluster's default if not given");
    command.add_option("--image", options.image, "Image to try a pod with; no pod is tried if not given");
}

void addAdd(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand("add", "Look at a cluster, and add it when nothing is bad");
    const auto options = std::make_shared<AddOptions>();
    command->add_option("name", options->name, "Its name: a-z, 0-9 and '-'")->required();
    addPlan(*command, *options);
    command->add_option("--store", options->spec.store,
                        "Store that keeps what its tasks write; the platform's own if not given");
    command->add_option("--description", options->spec.description, "What it is for");
    command->add_option("--gang", options->spec.gang,
                        "Who there starts replicas together: none, volcano, volcano:QUEUE or kueue:QUEUE");
    command->add_option("--cpu-overcommit", options->spec.cpu_overcommit,
                        "Promise the CPUs of its nodes so many times over");
    command->add_flag("--anyway", options->anyway, "Add it without a look");
    command->callback([&context, options] {
        context.run([&](Session& session) { return add(session, context, *options); });
    });
}

void addCheck(CLI::App& group, Context& context)
{
    CLI::App* command = group.add_subcommand(
        "check", "Look at what a cluster offers and lacks, one that is there or a context");
    const auto options = std::make_shared<AddOptions>();
    command->add_option("name", options->name, "Its name; a context is looked at if not given");
    addPlan(*command, *options);
    command->callback([&context, options] {
        context.run([&](Session& session) -> Result<ExitCode> {
            Result<ClusterSpec> spec = ClusterSpec();
            if (options->name.empty())
                spec = specOf(*options);
            if (!spec)
                return propagate(spec);
            const auto findings = await<Findings>([&](auto done) {
                return options->name.empty() ? session.checkCluster(*spec, options->image, done)
                                             : session.checkCluster(options->name, options->image, done);
            });
            if (!findings)
                return propagate(findings);
            printFindings(context, *findings);
            return verdictOf(*findings);
        });
    });
}

void addRenew(CLI::App& group, Context& context)
{
    CLI::App* command =
        group.add_subcommand("renew", "Hand in another kubeconfig for a cluster, such as a new token");
    const auto options = std::make_shared<AddOptions>();
    command->add_option("name", options->name, "Its name")->required();
    addSource(*command, *options);
    command->callback([&context, options] {
        context.run([&](Session& session) {
            return change(session, options->name, "is come to anew", [&](ClusterSpec& spec) -> Result<void> {
                return takeContext(options->kubeconfig, options->context)
                    .map([&](const std::string& kubeconfig) { spec.kubeconfig = kubeconfig; });
            });
        });
    });
}

void addPause(CLI::App& group, Context& context, const char* verb, const char* description, bool paused)
{
    CLI::App* command = group.add_subcommand(verb, description);
    const auto name = std::make_shared<std::string>();
    command->add_option("name", *name, "Its name")->required();
    command->callback([&context, name, paused] {
        context.run([&](Session& session) {
            return change(session, *name, paused ? "takes nothing new" : "takes new work again",
                          [&](ClusterSpec& spec) -> Result<void> {
                              spec.paused = paused;
                              return {};
                          });
        });
    });
}

}  // namespace

void addClusterCommands(CLI::App& program, Context& context)
{
    CLI::App* group = program.add_subcommand("cluster", "Clusters: where the platform runs tasks");
    group->require_subcommand(1);
    addAdd(*group, context);
    addCheck(*group, context);
    addList(*group, context, Kind::Cluster, "List clusters");
    addShow(*group, context, Kind::Cluster, "Show one cluster");
    addPause(*group, context, "pause", "Start nothing new in a cluster; what runs there goes on", true);
    addPause(*group, context, "resume", "Start new work in a cluster again", false);
    addRenew(*group, context);
    addDelete(*group, context, Kind::Cluster, "Remove a cluster, once what it keeps is deleted");
}

}  // namespace slipway::ctl

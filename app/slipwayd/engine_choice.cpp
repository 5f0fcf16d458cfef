// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/engine_choice.h"

#include "platform/engines/kubernetes/access/in_cluster.h"
#include "platform/engines/kubernetes/access/kubeconfig.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/engines/local/local_engine.h"

#include <fmt/format.h>

#include <fstream>

namespace slipway {

namespace {

namespace fs = std::filesystem;

/// The directory of this program's own file.
fs::path programDirectory()
{
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

/// The Python SDK beside the programs; empty where it is not installed.
fs::path sdkDirectory()
{
    const fs::path sdk = (programDirectory() / "../share/slipway/python").lexically_normal();
    return fs::exists(sdk) ? sdk : fs::path();
}

Result<fs::path> program(const char* name)
{
    const fs::path file = programDirectory() / name;
    if (fs::exists(file))
        return file;
    return fail(ErrorCode::NotFound,
                fmt::format("{} is missing, which runs tasks. Install Slipway again.", file.string()));
}

template <class Made>
Result<std::unique_ptr<Engine>> asEngine(Result<std::unique_ptr<Made>> made)
{
    if (!made)
        return propagate(made);
    return std::unique_ptr<Engine>(std::move(*made));
}

Result<std::unique_ptr<Engine>> makeLocalEngine(const Settings& settings, const fs::path& data_directory)
{
    const Result<fs::path> runner = program("slipway-runner");
    if (!runner)
        return propagate(runner);
    LocalEngineOptions options;
    options.data_directory = data_directory;
    options.runner_program = *runner;
    options.sdk_directory = sdkDirectory();
    options.simulated_gpus = settings.simulated_gpus;
    options.cpus = settings.cpus;
    return asEngine(LocalEngine::create(std::move(options)));
}

Result<ClusterAccess> clusterAccess(const Settings& settings)
{
    if (settings.kubeconfig.empty() && settings.context.empty()) {
        if (auto inside = inClusterAccess(); inside || inside.error().code != ErrorCode::NotFound)
            return inside;
    }
    const auto files =
        settings.kubeconfig.empty() ? Kubeconfig::usualFiles() : std::vector<fs::path>{settings.kubeconfig};
    const auto config = Kubeconfig::load(files);
    if (!config)
        return propagate(config);
    return config->access(settings.context.empty() ? config->currentContext() : settings.context);
}

Result<std::unique_ptr<Engine>> makeKubernetesEngine(const Settings& settings, const fs::path& data_directory,
                                                     std::shared_ptr<SegmentStore> segments)
{
    const Result<fs::path> runner = program("slipway-runner");
    const Result<fs::path> assembler = program("slipway-assemble");
    if (!runner || !assembler)
        return propagate(runner ? assembler : runner);
    const Result<ClusterAccess> access = clusterAccess(settings);
    if (!access)
        return propagate(access);
    KubernetesEngineOptions options;
    options.name = access->name.empty() ? "kubernetes" : access->name;
    options.data_directory = data_directory / "cluster";
    options.access = *access;
    options.runner_program = *runner;
    options.assembler_program = *assembler;
    options.sdk_directory = sdkDirectory();
    options.segments = std::move(segments);
    options.cpu_overcommit = settings.cluster_cpu_overcommit;
    options.only_namespace = settings.cluster_namespace;
    const Result<Gang> gang = parseGang(settings.cluster_gang);
    if (!gang)
        return propagate(gang);
    options.gang = *gang;
    if (!settings.store_ca.empty()) {
        std::ifstream file(settings.store_ca, std::ios::binary);
        options.store_ca_pem.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return asEngine(KubernetesEngine::create(std::move(options)));
}

}  // namespace

Result<std::unique_ptr<Engine>> makeEngine(const Settings& settings, const fs::path& data_directory,
                                           std::shared_ptr<SegmentStore> segments)
{
    return settings.engine == "kubernetes"
               ? makeKubernetesEngine(settings, data_directory, std::move(segments))
               : makeLocalEngine(settings, data_directory);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/engines/engine_choice.h"

#include "core/json.h"
#include "core/kubeconfig/kubeconfig.h"
#include "core/resources/cluster.h"
#include "platform/engines/kubernetes/access/in_cluster.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/engines/local/local_engine.h"
#include "platform/store/store.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <fstream>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr const char* local_cluster = "local";

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

Result<HomeEngine> makeLocalEngine(const Settings& settings, const fs::path& data_directory)
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
    auto engine = LocalEngine::create(std::move(options));
    if (!engine)
        return propagate(engine);
    return HomeEngine{local_cluster, std::move(*engine)};
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

/// A name for the cluster of a context, which may have any characters: "lab" of "Lab", "eks-lab" of
/// "eks/lab".
std::string clusterName(const std::string& context)
{
    constexpr std::size_t longest = 63;
    std::string name;
    for (const char c : context.substr(0, longest)) {
        const auto byte = static_cast<unsigned char>(c);
        name += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '-';
    }
    name.erase(0, name.find_first_not_of('-'));
    while (name.ends_with('-'))
        name.pop_back();
    return name.empty() || name == local_cluster ? "kubernetes" : name;
}

Result<HomeEngine> makeKubernetesEngine(const Settings& settings, const fs::path& data_directory,
                                        const ObjectWays& objects, const std::string& kept_name)
{
    Result<KubernetesEngineOptions> options = kubernetesOptions(settings);
    if (!options)
        return propagate(options);
    Result<ClusterAccess> access = clusterAccess(settings);
    if (!access)
        return propagate(access);
    const Result<Gang> gang = parseGang(settings.cluster_gang);
    if (!gang)
        return propagate(gang);
    const std::string name = kept_name.empty() ? clusterName(access->name) : kept_name;
    options->name = name;
    options->data_directory = data_directory / "cluster";
    options->access = std::move(*access);
    options->cpu_overcommit = settings.cluster_cpu_overcommit;
    options->only_namespace = settings.cluster_namespace;
    options->storage_class = settings.cluster_storage_class;
    options->gang = *gang;
    if (settings.task_s3_url == through_api_server)
        options->store_relay = objects.relay.asker();
    options->segments = objects.segments;
    auto engine = KubernetesEngine::create(std::move(*options));
    if (!engine)
        return propagate(engine);
    return HomeEngine{name, std::move(*engine)};
}

}  // namespace

Result<KubernetesEngineOptions> kubernetesOptions(const Settings& settings)
{
    const Result<fs::path> runner = program("slipway-runner");
    const Result<fs::path> assembler = program("slipway-assemble");
    if (!runner || !assembler)
        return propagate(runner ? assembler : runner);
    KubernetesEngineOptions options;
    options.runner_program = *runner;
    options.assembler_program = *assembler;
    options.sdk_directory = sdkDirectory();
    const Result<GpuSharing> sharing = parseGpuSharing(settings.cluster_gpu_fractions);
    if (!sharing)
        return propagate(sharing);
    options.accelerators.sharing = *sharing;
    if (!settings.store_ca.empty()) {
        std::ifstream file(settings.store_ca, std::ios::binary);
        options.store_ca_pem.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return options;
}

std::string homeName(Store& store, const std::string& engine)
{
    ListQuery query;
    query.kind = Kind::Cluster;
    const auto page = store.list(query);
    for (const Resource& cluster : page ? page->items : std::vector<Resource>()) {
        const auto spec = parseJson(cluster.spec).and_then(readClusterSpec);
        const auto status = parseJson(cluster.status).and_then(readClusterStatus);
        if (spec && status && spec->kubeconfig_sha256.empty() && status->engine == engine)
            return cluster.name;
    }
    return {};
}

Result<HomeEngine> makeHomeEngine(const Settings& settings, const fs::path& data_directory,
                                  const ObjectWays& objects, const std::string& name)
{
    return settings.engine == "kubernetes" ? makeKubernetesEngine(settings, data_directory, objects, name)
                                           : makeLocalEngine(settings, data_directory);
}

}  // namespace slipway

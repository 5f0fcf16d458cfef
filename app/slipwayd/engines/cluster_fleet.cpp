// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/slipwayd/engines/cluster_fleet.h"

#include "app/slipwayd/engines/engine_choice.h"
#include "core/json.h"
#include "core/kubeconfig/kubeconfig.h"
#include "core/log_line.h"
#include "core/resources/object_store.h"
#include "core/uri.h"
#include "platform/auth/sealed_texts.h"
#include "platform/engines/kubernetes/check/cluster_look.h"
#include "platform/engines/kubernetes/check/pod_try.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/objects/segments/segments_by_door.h"
#include "runner/pod/pod_access.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace slipway {

namespace {

namespace fs = std::filesystem;

constexpr const char* not_yet = "It is being connected to.";

Result<ClusterSpec> specOf(const Resource& cluster)
{
    return parseJson(cluster.spec).and_then(readClusterSpec);
}

/// What of a spec its engine is made of.
std::string engineKey(ClusterSpec spec)
{
    spec.description.clear();
    spec.store.clear();
    spec.paused = false;
    return dumpJson(write(spec));
}

tl::unexpected<Error> refuse(const std::string& message)
{
    return fail(ErrorCode::InvalidArgument, message, "bad-kubeconfig", "spec.kubeconfig");
}

/// What a kubeconfig from elsewhere names on its own machine is not here.
Result<void> checkSelfContained(const ClusterAccess& access)
{
    if (access.plugin)
        return refuse(fmt::format("The context \"{}\" signs in by the program {}, which this server does not "
                                  "run for others. Make a "
                                  "kubeconfig with a token of a service account (kubectl create token NAME "
                                  "--duration 8760h), or start "
                                  "slipwayd with --kubeconfig and this context.",
                                  access.name, access.plugin->command));
    if (!access.token_file.empty())
        return refuse(fmt::format("The context \"{}\" has its token in a file, {}, which is not handed in "
                                  "with it. Put the token itself "
                                  "into the kubeconfig.",
                                  access.name, access.token_file.string()));
    return {};
}

Result<ClusterAccess> accessOf(const ClusterSpec& spec, bool programs)
{
    const auto config = Kubeconfig::parse(spec.kubeconfig, "/nonexistent", "kubeconfig");
    if (!config)
        return refuse(config.error().message);
    const std::string context = config->currentContext().empty() && !config->contexts().empty()
                                    ? config->contexts().front()
                                    : config->currentContext();
    // Whoever hands it in could have any file of ours read.
    if (config->namesFiles(context))
        return refuse(
            fmt::format("The context \"{}\" names files, which are not handed in with it. Put what is in "
                        "them into the kubeconfig: kubectl config view --minify --flatten --raw.",
                        context));
    auto access = config->access(context);
    if (!access)
        return refuse(access.error().message);
    if (!programs) {
        if (const auto contained = checkSelfContained(*access); !contained)
            return propagate(contained);
    }
    return access;
}

}  // namespace

ClusterFleet::ClusterFleet(Store& store, const SecretBox& secrets, Fleet& fleet, const Settings& settings,
                           const ObjectWays& ways, fs::path directory)
    : store_(store),
      secrets_(secrets),
      fleet_(fleet),
      settings_(settings),
      ways_(ways),
      directory_(std::move(directory))
{
}

ClusterFleet::~ClusterFleet()
{
    thread_ = {};
}

Result<void> ClusterFleet::begin()
{
    ListQuery query;
    query.kind = Kind::Cluster;
    std::vector<std::jthread> opening;
    do {
        const auto page = store_.list(query);
        if (!page)
            return propagate(page);
        for (const Resource& cluster : page->items) {
            const auto spec = specOf(cluster);
            if (isHome(cluster.name) && spec && !spec->kubeconfig_sha256.empty())
                return fail(
                    ErrorCode::Conflict,
                    fmt::format("A cluster \"{0}\" was added to this platform, so it cannot be started with "
                                "another one of that name. Rename the context with kubectl config "
                                "rename-context.",
                                cluster.name));
            if (!isHome(cluster.name))
                opening.emplace_back([this, cluster] { open(cluster); });
        }
        query.cursor = page->cursor;
    } while (!query.cursor.empty());
    opening.clear();
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    if (store_.get(Kind::Cluster, {}, fleet_.home()))
        return {};
    Resource home;
    home.kind = Kind::Cluster;
    home.name = fleet_.home();
    home.status = dumpJson(write(ClusterStatus()));
    return store_.write(
        [&](Transaction& transaction) { return transaction.create(home).map([](const Resource&) {}); });
}

void ClusterFleet::setTaskEndpoint(std::string endpoint)
{
    const std::lock_guard lock(mutex_);
    task_endpoint_ = std::move(endpoint);
}

std::string ClusterFleet::endpointFor(const ClusterSpec& spec) const
{
    const std::lock_guard lock(mutex_);
    return spec.s3_url.empty() ? task_endpoint_ : spec.s3_url;
}

Result<ClusterSpec> ClusterFleet::wholeSpec(const Resource& cluster)
{
    auto spec = specOf(cluster);
    if (!spec || spec->kubeconfig_sha256.empty())
        return spec;
    auto kubeconfig =
        sealedText(store_, secrets_, SealedKind::Kubeconfig, cluster.id, spec->kubeconfig_sha256);
    if (!kubeconfig)
        return propagate(kubeconfig);
    spec->kubeconfig = std::move(*kubeconfig);
    return spec;
}

Result<KubernetesEngineOptions> ClusterFleet::optionsOf(const ClusterSpec& spec, const std::string& name)
{
    auto options = kubernetesOptions(settings_);
    if (!options)
        return options;
    auto access = accessOf(spec, settings_.kubeconfig_programs);
    if (!access)
        return propagate(access);
    const auto gang = parseGang(spec.gang);
    if (!gang)
        return fail(ErrorCode::InvalidArgument, gang.error().message, "bad-value", "spec.gang");
    const std::string& objects = spec.s3_url.empty() ? settings_.task_s3_url : spec.s3_url;
    if (objects == through_api_server)
        options->store_relay = ways_.relay.asker();
    else if (!spec.s3_url.empty() && !Url::parse(spec.s3_url))
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is no address. Write it as https://host:port, or "
                        "api-server where pods reach objects only through their cluster's API server.",
                        spec.s3_url),
            "bad-value", "spec.s3_url");
    options->name = name;
    options->data_directory = directory_ / name;
    options->access = std::move(*access);
    options->only_namespace = spec.only_namespace;
    options->gang = *gang;
    options->cpu_overcommit = static_cast<int>(spec.cpu_overcommit);
    options->storage_class = spec.storage_class;
    options->store_endpoint = options->store_relay ? std::string() : spec.s3_url;
    options->segments = std::make_shared<SegmentsByDoor>(
        ways_.segments, options->store_relay ? std::string("http://") + store_door : spec.s3_url);
    if (!spec.store_ca.empty())
        options->store_ca_pem = spec.store_ca;
    return options;
}

Result<void> ClusterFleet::accept(const ClusterSpec& spec)
{
    return optionsOf(spec, "new")
        .and_then([](const KubernetesEngineOptions& options) { return askVersion(options); })
        .map([](const std::string&) {});
}

Result<std::vector<ClusterFinding>> ClusterFleet::check(const ClusterSpec& spec, const std::string& image)
{
    auto options = optionsOf(spec, "check");
    if (!options)
        return propagate(options);
    std::vector<ClusterFinding> findings = lookAtCluster(*options);
    if (image.empty() || findings.size() == 1)
        return findings;
    const std::string endpoint = options->store_relay ? std::string() : endpointFor(spec);
    options->data_directory = directory_ / ".checks" / newId("check");
    for (ClusterFinding& finding : tryPod(std::move(*options), {image, endpoint}))
        findings.push_back(std::move(finding));
    return findings;
}

Result<std::vector<ClusterFinding>> ClusterFleet::check(const Resource& cluster, const std::string& image)
{
    if (isHome(cluster.name))
        return fail(ErrorCode::Unimplemented,
                    fmt::format("slipwayd was started with the cluster \"{}\"; slipwayd doctor looks at it.",
                                cluster.name),
                    "home-cluster");
    return wholeSpec(cluster).and_then([&](const ClusterSpec& spec) { return check(spec, image); });
}

void ClusterFleet::keep(const Resource& cluster)
{
    const auto spec = specOf(cluster);
    if (!spec)
        return;
    fleet_.setPaused(cluster.name, spec->paused || cluster.deleting);
    fleet_.setStore(cluster.name, storeName(spec->store));
    if (isHome(cluster.name))
        return;
    const std::string key = engineKey(*spec);
    const std::lock_guard lock(mutex_);
    Known& known = known_[cluster.name];
    if (known.asked == key)
        return;
    known.asked = key;
    work_.push_back({cluster, Work::Open});
    wake_.notify_all();
}

Result<void> ClusterFleet::drop(const Resource& cluster)
{
    const std::lock_guard lock(mutex_);
    known_.erase(cluster.name);
    work_.push_back({cluster, Work::Close});
    wake_.notify_all();
    return {};
}

void ClusterFleet::work(const std::stop_token& stop)
{
    while (true) {
        Work next;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [&] { return !work_.empty(); }))
                return;
            next = std::move(work_.front());
            work_.pop_front();
        }
        if (next.act == Work::Open)
            open(next.cluster);
        else
            close(next.cluster);
    }
}

void ClusterFleet::open(const Resource& cluster)
{
    fleet_.suspend(cluster.name, {ErrorCode::Unavailable, not_yet, "cluster-away", {}});
    const auto spec = wholeSpec(cluster);
    const auto options = spec ? optionsOf(*spec, cluster.name) : propagate(spec);
    auto engine = options ? KubernetesEngine::create(*options) : propagate(options);
    Known known;
    if (spec)
        known.asked = engineKey(*spec);
    if (engine) {
        known.server = options->access.server;
        known.version = askVersion(*options).value_or("");
        fleet_.setPaused(cluster.name, spec->paused);
        fleet_.add(cluster.name, std::move(*engine));
        (void)forgetSealed(store_, SealedKind::Kubeconfig, cluster.id, spec->kubeconfig_sha256);
    } else {
        known.trouble = engine.error();
        fleet_.suspend(cluster.name, engine.error());
        spdlog::warn(
            logLine("cluster-not-opened", {{"cluster", cluster.name}, {"why", engine.error().message}}));
    }
    const std::lock_guard lock(mutex_);
    known_[cluster.name] = known;
}

void ClusterFleet::close(const Resource& cluster)
{
    fleet_.remove(cluster.name);
    std::error_code error;
    fs::remove_all(directory_ / cluster.name, error);
    const auto forgotten = forgetSealed(store_, SealedKind::Kubeconfig, cluster.id, {});
    if (error || !forgotten)
        spdlog::warn(
            logLine("cluster-not-forgotten", {{"cluster", cluster.name},
                                              {"why", error ? error.message() : forgotten.error().message}}));
}

ClusterStatus ClusterFleet::standing(const Resource& cluster)
{
    ClusterStatus status;
    status.observed_generation = cluster.generation;
    const std::shared_ptr<Engine> engine = fleet_.engine(cluster.name);
    {
        const std::lock_guard lock(mutex_);
        const auto known = known_.find(cluster.name);
        if (known != known_.end()) {
            status.server = known->second.server;
            status.version = known->second.version;
            status.message = known->second.trouble.message;
            if (!status.message.empty())
                status.phase = "Failed";
        }
    }
    status.engine = engine && !engine->runsContainers() ? "local" : "kubernetes";
    if (!engine) {
        if (status.message.empty())
            status.message = not_yet;
        return status;
    }
    const auto reachable = engine->reachable();
    status.phase = reachable ? "Ready" : "Away";
    status.message = reachable ? "" : reachable.error().message;
    for (const auto& [name, node] : engine->capacity()) {
        ++status.nodes;
        status.gpus += std::ssize(node.gpus);
    }
    return status;
}

}  // namespace slipway

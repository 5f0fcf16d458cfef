// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/cluster/cluster_platform.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace slipway::bench {

namespace {

PlatformProcess::Options optionsFor(const TestCluster& cluster)
{
    PlatformProcess::Options options;
    options.arguments = {
        "--engine", "kubernetes", "--kubeconfig", cluster.kubeconfig.string(), "--cluster-cpu-overcommit",
        "16"};
    return options;
}

}  // namespace

ClusterPlatform::ClusterPlatform(const TestCluster& cluster, const std::string& name)
    : name_(name), process_(optionsFor(cluster)), client_(fetcher_, cluster.access, {1e6, 1e6})
{
}

/// A pod on a pretended node ends for nobody, so what is left is taken from the cluster by force.
ClusterPlatform::~ClusterPlatform()
{
    process_.stop();
    view_.reset();
    const auto pods = client_.get(nameSpacePath() + "/pods");
    for (const Json& pod : pods ? pods->value("items", Json::array()) : Json::array()) {
        const std::string path = nameSpacePath() + "/pods/" + pod["metadata"].value("name", "");
        (void)client_.mergePatch(path, {{"metadata", {{"finalizers", nullptr}}}});
        (void)client_.remove(path, {{}, std::chrono::seconds(0)});
    }
    (void)client_.remove(nameSpacePath());
}

Result<void> ClusterPlatform::start()
{
    auto api = process_.startForClient();
    if (!api)
        return propagate(api);
    api_.emplace(std::move(*api));
    view_.emplace(client_, ClusterView::Scope::Cluster, "", AcceleratorNames(),
                  [this](const KubePod& pod, bool gone) { saw(pod, gone); });
    const Json project{{"name", name_}, {"spec", Json::object()}};
    const Json image{{"name", "python"}, {"spec", {{"reference", "slipway.test/python:1"}}}};
    return api_->post("projects", project)
        .and_then([&](const Json&) { return api_->post("images", image); })
        .map([](const Json&) {});
}

void ClusterPlatform::saw(const KubePod& pod, bool gone)
{
    if (pod.name_space != nameSpace())
        return;
    const std::lock_guard lock(mutex_);
    auto& over = pods_[pod.name];
    if (!over && (pod.over() || gone))
        over = Clock::now();
    changed_.notify_all();
}

std::size_t ClusterPlatform::podsSeen() const
{
    const std::lock_guard lock(mutex_);
    return pods_.size();
}

Result<ClusterPlatform::Clock::time_point> ClusterPlatform::whenOver(const std::string& pod_prefix,
                                                                     std::chrono::seconds patience) const
{
    Clock::time_point last;
    std::unique_lock lock(mutex_);
    const bool over = changed_.wait_for(lock, patience, [&] {
        return std::all_of(pods_.begin(), pods_.end(), [&](const auto& pod) {
            if (pod.first.starts_with(pod_prefix) && pod.second)
                last = std::max(last, *pod.second);
            return !pod.first.starts_with(pod_prefix) || pod.second;
        });
    });
    if (!over)
        return fail(ErrorCode::DeadlineExceeded, "A pod of " + pod_prefix + " did not end.");
    return last;
}

Result<void> ClusterPlatform::awaitPods(std::size_t count, std::chrono::seconds patience) const
{
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return pods_.size() >= count; }))
        return fail(ErrorCode::DeadlineExceeded, "Only " + std::to_string(pods_.size()) + " pods were made.");
    return {};
}

}  // namespace slipway::bench

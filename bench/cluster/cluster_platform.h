// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/cluster/cluster_figures.h"
#include "bench/harness/platform_process.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/view/cluster_view.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace slipway::bench {

/// A slipwayd with a project of its own on the test cluster, an eye on that project's pods, and an
/// administrator of the cluster who removes everything in the end.
class ClusterPlatform {
public:
    using Clock = std::chrono::steady_clock;

    ClusterPlatform(const TestCluster& cluster, const std::string& name);
    ~ClusterPlatform();
    ClusterPlatform(const ClusterPlatform&) = delete;
    ClusterPlatform& operator=(const ClusterPlatform&) = delete;

    /// Starts it, with the image of the test cluster that has Python and Jupyter.
    Result<void> start();

    ApiClient& api() { return *api_; }
    KubeClient& cluster() { return client_; }
    /// Of the project in the API, such as "projects/NAME/jobs".
    std::string path(const std::string& rest) const { return "projects/" + name_ + "/" + rest; }
    std::string nameSpace() const { return "slipway-" + name_; }
    std::string nameSpacePath() const { return "/api/v1/namespaces/" + nameSpace(); }

    /// Pods of the project that were ever seen.
    std::size_t podsSeen() const;
    /// When the last pod whose name begins so was over; waits for that.
    Result<Clock::time_point> whenOver(const std::string& pod_prefix, std::chrono::seconds patience) const;
    /// Waits until that many pods were seen.
    Result<void> awaitPods(std::size_t count, std::chrono::seconds patience) const;

private:
    void saw(const KubePod& pod, bool gone);

    const std::string name_;
    PlatformProcess process_;
    std::optional<ApiClient> api_;
    net::Fetcher fetcher_;
    KubeClient client_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::map<std::string, std::optional<Clock::time_point>> pods_;  ///< When each was over.
    std::optional<ClusterView> view_;
};

}  // namespace slipway::bench

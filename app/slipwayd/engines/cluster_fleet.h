// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/slipwayd/engines/engine_choice.h"
#include "app/slipwayd/settings.h"
#include "platform/auth/secret_box.h"
#include "platform/control/clusters/cluster_keeper.h"
#include "platform/engines/fleet.h"
#include "platform/engines/kubernetes/engine/kubernetes_engine_options.h"
#include "platform/store/store.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace slipway {

/// Gives the clusters of a data directory their engines. Engines are made on a thread of its own, since a
/// cluster that is away takes its time.
class ClusterFleet final : public ClusterKeeper {
public:
    /// `directory` is where engines of added clusters keep what they know, one directory each. All of these
    /// must outlive it.
    ClusterFleet(Store& store, const SecretBox& secrets, Fleet& fleet, const Settings& settings,
                 const ObjectWays& ways, std::filesystem::path directory);
    ~ClusterFleet() override;

    /// Makes the Cluster resource of home where there is none, and the engines of all others; returns once
    /// each of them is there or has said why it cannot be.
    Result<void> begin();
    /// Says where tasks reach objects, which is known once that is served.
    void setTaskEndpoint(std::string endpoint);

    bool isHome(const std::string& cluster) const override { return cluster == fleet_.home(); }
    Result<void> accept(const ClusterSpec& spec) override;
    Result<std::vector<ClusterFinding>> check(const ClusterSpec& spec, const std::string& image) override;
    Result<std::vector<ClusterFinding>> check(const Resource& cluster, const std::string& image) override;
    void keep(const Resource& cluster) override;
    Result<void> drop(const Resource& cluster) override;
    ClusterStatus standing(const Resource& cluster) override;

private:
    struct Known {
        std::string asked;  ///< What of the spec its engine is, or is to be, made of.
        std::string server, version;
        Error trouble;  ///< Why there is no engine.
    };
    struct Work {
        Resource cluster;
        enum Act { Open, Close } act = Open;
    };

    /// The spec with its kubeconfig.
    Result<ClusterSpec> wholeSpec(const Resource& cluster);
    /// What an engine of the cluster is made with.
    Result<KubernetesEngineOptions> optionsOf(const ClusterSpec& spec, const std::string& name);
    void open(const Resource& cluster);
    void close(const Resource& cluster);
    void work(const std::stop_token& stop);
    std::string endpointFor(const ClusterSpec& spec) const;

    Store& store_;
    const SecretBox& secrets_;
    Fleet& fleet_;
    const Settings& settings_;
    const ObjectWays& ways_;
    const std::filesystem::path directory_;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<std::string, Known> known_;  ///< By the cluster's name.
    std::deque<Work> work_;
    std::string task_endpoint_;
    std::jthread thread_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bytes.h"
#include "core/kubeconfig/cluster_access.h"
#include "core/segments/segment_store.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/pods/gang.h"
#include "platform/engines/kubernetes/view/accelerator_names.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace slipway {

struct KubernetesEngineOptions {
    std::string name = "kubernetes";  ///< Of the cluster, for people.
    std::filesystem::path data_directory;
    ClusterAccess access;
    KubeOptions api;
    std::filesystem::path runner_program, assembler_program;
    std::filesystem::path sdk_directory;  ///< Empty for none.
    /// The one namespace to work in, with no rights outside it. Empty: a namespace for each project, which
    /// takes rights in the whole cluster.
    std::string only_namespace;
    std::string namespace_prefix = "slipway-";  ///< Of a project's namespace.
    AcceleratorNames accelerators;
    Gang gang;
    int cpu_overcommit = 1;  ///< How many times over a node's CPUs are promised; what a task may use stays.
    Bytes volume_size = 20_GiB;  ///< Of an environment whose flavor does not say.
    std::string storage_class;   ///< Of environments' volumes; the cluster's default when empty.
    /// Where objects are served on this machine's loopback, empty while that is not known. Where it is set
    /// pods reach objects through the API server, as they have no other way to them.
    std::function<std::string()> store_relay;
    std::string store_endpoint;  ///< Where its pods reach objects; what tasks are told when empty.
    std::string
        store_ca_pem;  ///< Whom pods trust at the store of objects; their image's authorities if empty.
    /// Where pods leave what they write while nobody reads; null for nowhere.
    std::shared_ptr<SegmentStore> segments;
    /// How long the end of an attempt waits for that.
    std::chrono::milliseconds segment_patience = std::chrono::minutes(10);
    /// How long to wait at the start for what is in the cluster; it is waited for longer in the background.
    std::chrono::milliseconds patience{10'000};
    /// How long a node has to be gone or marked as off before what ran there is started elsewhere.
    std::chrono::milliseconds failover_after{60'000};
    /// How long the replicas of a job that run may wait for those that do not; then all are taken back.
    std::chrono::milliseconds meeting_patience = std::chrono::minutes(10);
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "platform/engines/kubernetes/view/accelerator_names.h"
#include "platform/engines/kubernetes/view/kube_node.h"
#include "platform/engines/kubernetes/view/kube_pod.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace slipway {

class KubeClient;

/// What a node has, and what of it is promised to pods, ours and others'.
struct NodeUse {
    KubeNode node;
    std::int64_t cpu_millis = 0;    ///< Promised.
    std::int64_t memory_bytes = 0;  ///< Promised.
    std::int64_t accelerators = 0;  ///< Promised.
    std::vector<std::pair<std::string, std::int64_t>>
        holders;         ///< "namespace/pod" and its accelerators, by name.
    Amounts parts = {};  ///< Promised of its GPUs.
};

/// Nodes and pods of a cluster, kept up to date by two watches. Thread-safe.
class ClusterView {
public:
    enum class Scope {
        Cluster,    ///< Every node, and the pods of all namespaces.
        Namespace,  ///< The pods of one namespace alone, where no more is allowed: nodes are not known then.
    };

    /// `changed` is called on a thread of the view's after each change of a pod, with nothing locked, and
    /// maybe before this returns; `gone` says that the pod is not there any more.
    ClusterView(KubeClient& client, Scope scope, const std::string& name_space, AcceleratorNames names,
                std::function<void(const KubePod&, bool gone)> changed = {});
    /// Returns when nothing is called any more; the client must still live.
    ~ClusterView();
    ClusterView(const ClusterView&) = delete;
    ClusterView& operator=(const ClusterView&) = delete;

    /// Whether everything has been seen once.
    bool complete() const;
    /// Why changes do not arrive at present; nothing while they do.
    std::optional<Error> trouble() const;
    /// In the order of their names.
    std::vector<NodeUse> nodes() const;
    std::optional<KubeNode> node(const std::string& name) const;
    std::optional<KubePod> pod(const std::string& name_space, const std::string& name) const;
    std::size_t pods() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace slipway

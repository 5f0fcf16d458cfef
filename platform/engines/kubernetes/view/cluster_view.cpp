// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/view/cluster_view.h"

#include "platform/engines/kubernetes/view/seen_objects.h"
#include "platform/engines/kubernetes/watch/kube_watch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace slipway {

namespace {

std::string keyOf(const std::string& name_space, const std::string& name)
{
    return name_space + "/" + name;
}

/// What is promised on each node, by its name.
std::vector<NodeUse> usesOf(const SeenObjects<KubeNode>& nodes, const SeenObjects<KubePod>& pods)
{
    std::map<std::string, NodeUse> uses;
    nodes.each([&](const std::string& name, const KubeNode& node) { uses[name].node = node; });
    pods.each([&](const std::string& key, const KubePod& pod) {
        const auto use = uses.find(pod.node);
        if (use == uses.end() || pod.over())
            return;
        use->second.cpu_millis += pod.cpu_millis;
        use->second.memory_bytes += pod.memory_bytes;
        use->second.accelerators += pod.accelerators;
        for (const auto& [name, amount] : pod.parts)
            use->second.parts[name] += amount;
        if (pod.accelerators > 0)
            use->second.holders.emplace_back(key, pod.accelerators);
    });
    std::vector<NodeUse> list;
    list.reserve(uses.size());
    for (auto& [name, use] : uses) {
        std::sort(use.holders.begin(), use.holders.end());
        list.push_back(std::move(use));
    }
    return list;
}

}  // namespace

class ClusterView::Impl {
public:
    Impl(KubeClient& client, Scope scope, const std::string& name_space, AcceleratorNames names,
         std::function<void(const KubePod&, bool)> changed)
        : names_(std::move(names)), changed_(std::move(changed))
    {
        if (scope == Scope::Cluster)
            node_watch_.emplace(client, "/api/v1/nodes", "", nodeSink());
        else
            nodes_.complete();
        const std::string pods =
            scope == Scope::Cluster ? "/api/v1/pods" : "/api/v1/namespaces/" + name_space + "/pods";
        pod_watch_.emplace(client, pods, "", podSink());
    }

    ~Impl()
    {
        pod_watch_.reset();
        node_watch_.reset();
    }

    const SeenObjects<KubeNode>& nodes() const { return nodes_; }
    const SeenObjects<KubePod>& pods() const { return pods_; }

    std::optional<Error> trouble() const
    {
        auto trouble = pod_watch_->trouble();
        return trouble || !node_watch_ ? trouble : node_watch_->trouble();
    }

private:
    WatchSink nodeSink()
    {
        return {[this] { nodes_.begin(); },
                [this](Json&& object) {
                    const KubeNode node = readNode(object, names_);
                    nodes_.put(node.name, node);
                },
                [this](Json&& object) { nodes_.erase(readNode(object, names_).name); },
                [this] { nodes_.complete(); }};
    }

    WatchSink podSink()
    {
        return {[this] { pods_.begin(); },
                [this](Json&& object) {
                    const KubePod pod = readPod(object, names_);
                    pods_.put(keyOf(pod.name_space, pod.name), pod);
                    tell(pod, false);
                },
                [this](Json&& object) {
                    const KubePod pod = readPod(object, names_);
                    pods_.erase(keyOf(pod.name_space, pod.name));
                    tell(pod, true);
                },
                [this] {
                    for (const KubePod& pod : pods_.complete())
                        tell(pod, true);
                }};
    }

    void tell(const KubePod& pod, bool gone) const
    {
        if (changed_)
            changed_(pod, gone);
    }

    const AcceleratorNames names_;
    const std::function<void(const KubePod&, bool)> changed_;
    SeenObjects<KubeNode> nodes_;
    SeenObjects<KubePod> pods_;
    std::optional<KubeWatch> node_watch_;
    std::optional<KubeWatch> pod_watch_;
};

ClusterView::ClusterView(KubeClient& client, Scope scope, const std::string& name_space,
                         AcceleratorNames names, std::function<void(const KubePod&, bool gone)> changed)
    : impl_(std::make_unique<Impl>(client, scope, name_space, std::move(names), std::move(changed)))
{
}

ClusterView::~ClusterView() = default;

bool ClusterView::complete() const
{
    return impl_->nodes().isComplete() && impl_->pods().isComplete();
}

std::optional<Error> ClusterView::trouble() const
{
    return impl_->trouble();
}

std::vector<NodeUse> ClusterView::nodes() const
{
    return usesOf(impl_->nodes(), impl_->pods());
}

std::optional<KubeNode> ClusterView::node(const std::string& name) const
{
    return impl_->nodes().find(name);
}

std::optional<KubePod> ClusterView::pod(const std::string& name_space, const std::string& name) const
{
    return impl_->pods().find(keyOf(name_space, name));
}

std::size_t ClusterView::pods() const
{
    return impl_->pods().size();
}

}  // namespace slipway

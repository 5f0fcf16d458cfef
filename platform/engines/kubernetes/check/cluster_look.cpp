// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/check/cluster_look.h"

#include "net/fetch/fetcher.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/check/needed_rights.h"
#include "platform/engines/kubernetes/view/kube_node.h"
#include "platform/engines/kubernetes/view/object_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace slipway {

namespace {

using Verdict = ClusterFinding::Verdict;

constexpr int oldest_minor = 20;  ///< Of Kubernetes 1, the oldest that was tried.
constexpr std::chrono::seconds version_patience{10};

Result<std::string> versionOf(KubeClient& client)
{
    KubeRequest request;
    request.path = "/version";
    request.patience = version_patience;
    const auto answer = client.exchange(request);
    if (!answer)
        return propagate(answer);
    const auto version = parseJson(answer->body);
    const std::string text = version ? textAt(*version, {"gitVersion"}) : std::string();
    if (text.empty())
        return fail(
            ErrorCode::Unavailable,
            fmt::format("What answers at {} is no Kubernetes API server. Check the address, and that no "
                        "proxy answers in its place.",
                        client.server()),
            "no-kubernetes");
    return text;
}

ClusterFinding judgeVersion(const std::string& version)
{
    const int minor = version.starts_with("v1.") ? std::atoi(version.c_str() + 3) : 0;
    if (version.starts_with("v1.") && minor < oldest_minor)
        return {"version",
                Verdict::Warning,
                fmt::format("It runs Kubernetes {}, which is older than 1.{}, the oldest that was tried.",
                            version, oldest_minor),
                {}};
    return {"version", Verdict::Good, fmt::format("It runs Kubernetes {}.", version), {}};
}

/// Every object of a collection; the error is the server's.
Result<std::vector<Json>> allOf(KubeClient& client, const std::string& collection)
{
    std::vector<Json> objects;
    const auto listed =
        client.list(collection, {},
                    {[&] { objects.clear(); }, [&](Json&& object) { objects.push_back(std::move(object)); }});
    if (!listed)
        return propagate(listed);
    return objects;
}

ClusterFinding judgeNodes(const std::vector<KubeNode>& nodes)
{
    const auto ready = std::count_if(nodes.begin(), nodes.end(),
                                     [](const KubeNode& node) { return node.ready && !node.cordoned; });
    if (ready == 0)
        return {"nodes", Verdict::Bad, fmt::format("None of its {} nodes takes pods now.", nodes.size()),
                "Please see to it that nodes are ready and not cordoned."};
    return {"nodes", Verdict::Good, fmt::format("{} of its {} nodes take pods.", ready, nodes.size()), {}};
}

ClusterFinding judgeGpus(const std::vector<KubeNode>& nodes, const AcceleratorNames& names)
{
    std::map<std::string, std::int64_t> models;
    for (const KubeNode& node : nodes) {
        if (node.accelerators > 0)
            models[node.model.empty() ? node.accelerator : node.model] += node.accelerators;
    }
    if (models.empty())
        return {
            "gpus", Verdict::Warning, "No node offers GPUs, so only work without them can run there.",
            fmt::format(
                "Please install the device plugin of the GPUs' maker (for NVIDIA the GPU Operator), so that "
                "nodes offer them as {}.",
                fmt::join(names.resources, " or "))};
    std::vector<std::string> counts;
    for (const auto& [model, count] : models)
        counts.push_back(fmt::format("{} {}", count, model));
    return {"gpus", Verdict::Good, fmt::format("Its nodes offer {}.", fmt::join(counts, ", ")), {}};
}

void lookAtNodes(KubeClient& client, const KubernetesEngineOptions& options,
                 std::vector<ClusterFinding>& findings)
{
    if (!options.only_namespace.empty()) {
        findings.push_back({"nodes",
                            Verdict::Untried,
                            "In one namespace nodes are not to be seen: what fits is known once a pod waits.",
                            {}});
        return;
    }
    const auto objects = allOf(client, "/api/v1/nodes");
    if (!objects) {
        findings.push_back({"nodes", Verdict::Untried, objects.error().message, {}});
        return;
    }
    std::vector<KubeNode> nodes;
    for (const Json& object : *objects)
        nodes.push_back(readNode(object, options.accelerators));
    findings.push_back(judgeNodes(nodes));
    findings.push_back(judgeGpus(nodes, options.accelerators));
}

bool isDefault(const Json& storage_class)
{
    const Json& notes = memberAt(storage_class, {"metadata", "annotations"});
    return notes.is_object() && notes.value("storageclass.kubernetes.io/is-default-class", "") == "true";
}

ClusterFinding lookAtStorage(KubeClient& client, const std::string& wanted)
{
    const auto classes = allOf(client, "/apis/storage.k8s.io/v1/storageclasses");
    if (!classes)
        return {"storage",
                Verdict::Untried,
                "Its storage classes could not be seen, so whether environments get volumes is not known: " +
                    classes.error().message,
                {}};
    std::vector<std::string> names;
    const Json* chosen = nullptr;
    for (const Json& one : *classes) {
        names.push_back(textAt(one, {"metadata", "name"}));
        if (wanted.empty() ? isDefault(one) : names.back() == wanted)
            chosen = &one;
    }
    if (chosen == nullptr && !wanted.empty())
        return {"storage",
                Verdict::Bad,
                fmt::format("It has no storage class \"{}\"; there are: {}.", wanted, fmt::join(names, ", ")),
                {}};
    if (chosen == nullptr)
        return {
            "storage", Verdict::Warning,
            names.empty() ? "It has no storage class, so environments get no volume; jobs can run."
                          : fmt::format("None of its storage classes is the default, so choose one of: {}.",
                                        fmt::join(names, ", ")),
            "Please provide a storage class for volumes that pods of any node can mount, and mark it as the "
            "default (annotation storageclass.kubernetes.io/is-default-class: \"true\")."};
    return {"storage",
            Verdict::Good,
            fmt::format("Volumes of environments come from the storage class {}.",
                        textAt(*chosen, {"metadata", "name"})),
            {}};
}

}  // namespace

Result<std::string> askVersion(const KubernetesEngineOptions& options)
{
    net::Fetcher fetcher;
    KubeClient client(fetcher, options.access, options.api);
    return versionOf(client);
}

std::vector<ClusterFinding> lookAtCluster(const KubernetesEngineOptions& options)
{
    net::Fetcher fetcher;
    KubeClient client(fetcher, options.access, options.api);
    const auto version = versionOf(client);
    if (!version)
        return {{"reach", Verdict::Bad, version.error().message, {}}};
    std::vector<ClusterFinding> findings{
        {"reach", Verdict::Good, fmt::format("Its API server answers at {}.", client.server()), {}},
        judgeVersion(*version),
        checkRights(client, options.only_namespace)};
    lookAtNodes(client, options, findings);
    findings.push_back(lookAtStorage(client, options.storage_class));
    return findings;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/cluster/cluster_platform.h"
#include "platform/engines/kubernetes/access/program_output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>
#include <unistd.h>

namespace slipway::bench {

namespace {

constexpr int jobs = 200;
constexpr int nodes = 30;
constexpr std::chrono::seconds patience{120};
constexpr const char* model = "NVIDIA-PRETENDED";

using Clock = ClusterPlatform::Clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Nodes that nobody serves: pods are given to them and wait there.
class PretendedNodes {
public:
    explicit PretendedNodes(KubeClient& client) : client_(client) {}
    ~PretendedNodes()
    {
        for (int i = 0; i < nodes; ++i)
            (void)client_.remove("/api/v1/nodes/" + nameOf(i));
    }
    PretendedNodes(const PretendedNodes&) = delete;
    PretendedNodes& operator=(const PretendedNodes&) = delete;

    Result<void> make()
    {
        const Json holds{{"cpu", "64"}, {"memory", "512Gi"}, {"pods", "110"}, {"nvidia.com/gpu", "8"}};
        const Json labels{{"nvidia.com/gpu.product", model},
                          {"kubernetes.io/os", "linux"},
                          {"kubernetes.io/arch", "amd64"}};
        const Json ready{{"type", "Ready"}, {"status", "True"}};
        for (int i = 0; i < nodes; ++i) {
            const auto made = client_.create(
                "/api/v1/nodes",
                {{"apiVersion", "v1"},
                 {"kind", "Node"},
                 {"metadata", {{"name", nameOf(i)}, {"labels", labels}}},
                 {"status", {{"allocatable", holds}, {"capacity", holds}, {"conditions", {ready}}}}});
            if (!made)
                return propagate(made);
        }
        return {};
    }

private:
    static std::string nameOf(int i) { return fmt::format("pretended-{}-{}", ::getpid(), i); }

    KubeClient& client_;
};

/// As it was before the cluster added to it, in another namespace.
Json asNew(Json object, const std::string& name_space)
{
    Json& meta = object["metadata"];
    meta = {{"name", meta["name"]}, {"labels", meta["labels"]}, {"namespace", name_space}};
    object.erase("status");
    if (object.contains("spec"))
        object["spec"].erase("nodeName");
    return object;
}

/// How long kubectl takes for the same pods and secrets.
Result<double> createWithKubectl(ClusterPlatform& platform, const TestCluster& cluster)
{
    const std::string name_space = platform.nameSpace() + "-peer";
    Json list{{"apiVersion", "v1"}, {"kind", "List"}, {"items", Json::array()}};
    for (const auto& [collection, kind] : {std::pair("secrets", "Secret"), std::pair("pods", "Pod")}) {
        const auto made = platform.cluster().get(platform.nameSpacePath() + "/" + collection +
                                                 "?labelSelector=slipway.dev%2Ftask");
        if (!made)
            return propagate(made);
        for (Json object : made->at("items")) {
            object["apiVersion"] = "v1";
            object["kind"] = kind;
            list["items"].push_back(asNew(std::move(object), name_space));
        }
    }
    const std::string file = fmt::format("/tmp/slipway-burst-{}.json", ::getpid());
    std::ofstream(file) << dumpJson(list);
    const auto made = platform.cluster().create("/api/v1/namespaces", {{"metadata", {{"name", name_space}}}});
    const auto account = [&] {
        return platform.cluster()
            .get("/api/v1/namespaces/" + name_space + "/serviceaccounts/default")
            .has_value();
    };
    while (made && !account())
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto begin = Clock::now();
    const auto created = outputOf("kubectl", {"create", "--filename", file},
                                  {{"KUBECONFIG", cluster.kubeconfig.string()}}, patience);
    const double took = secondsSince(begin);
    std::filesystem::remove(file);
    (void)platform.cluster().remove("/api/v1/namespaces/" + name_space);
    return created ? Result<double>(took) : propagate(created);
}

}  // namespace

Result<Figures> measureClusterBurst(const TestCluster& cluster)
{
    ClusterPlatform platform(cluster, fmt::format("bench-jobs-{}", ::getpid()));
    if (auto started = platform.start(); !started)
        return propagate(started);
    const Json flavor{{"name", "pretended"},
                      {"spec", {{"cpus", 4}, {"memory", "16GiB"}, {"gpus", 1}, {"gpu_model", model}}}};
    if (const auto made = platform.api().post("flavors", flavor); !made)
        return propagate(made);
    PretendedNodes pretended(platform.cluster());
    if (auto made = pretended.make(); !made)
        return propagate(made);
    const auto begin = Clock::now();
    for (int i = 0; i < jobs; ++i) {
        const Json spec{{"flavor", "pretended"}, {"image", "python"}, {"command", "python3 train.py"}};
        const auto made = platform.api().post(platform.path("jobs"),
                                              Json{{"name", fmt::format("job-{}", i)}, {"spec", spec}});
        if (!made)
            return propagate(made);
    }
    const double accepted_s = secondsSince(begin);
    if (auto seen = platform.awaitPods(jobs, patience); !seen)
        return propagate(seen);
    const double created_s = secondsSince(begin);
    const auto peer_s = createWithKubectl(platform, cluster);
    if (!peer_s)
        return propagate(peer_s);
    return Figures{{"cluster_200_jobs_accepted_s", accepted_s, "s"},
                   {"cluster_200_jobs_pods_created_s", created_s, "s", "kubectl create", *peer_s / created_s},
                   {"kubectl_create_200_pods_and_secrets_s", *peer_s, "s"}};
}

}  // namespace slipway::bench

// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to follow a large cluster: a thousand nodes and ten thousand pods, all pretended, on the test
// cluster's real API server. kubectl lists the same beside it.
#include "bench/figure.h"
#include "core/kubeconfig/kubeconfig.h"
#include "platform/engines/kubernetes/access/program_output.h"
#include "platform/engines/kubernetes/api/kube_client.h"
#include "platform/engines/kubernetes/view/cluster_view.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace slipway;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int nodes = 1'000;
constexpr int pods = 10'000;
constexpr int changes_per_s = 100;
constexpr std::chrono::seconds followed{30};
constexpr std::chrono::seconds patience{120};
constexpr const char* name_space = "crowd";

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double residentMib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// A client of the test cluster that is not held back.
struct Connection {
    explicit Connection(const ClusterAccess& access) : client(fetcher, access, {1e6, 1e6, patience}) {}
    net::Fetcher fetcher;
    KubeClient client;
};

Json nodeObject(int number)
{
    return {{"apiVersion", "v1"},
            {"kind", "Node"},
            {"metadata",
             {{"name", "pretended-" + std::to_string(number)},
              {"labels", {{"nvidia.com/gpu.product", "NVIDIA-H100"}, {"pretended", "true"}}}}},
            {"status",
             {{"allocatable", {{"cpu", "64"}, {"memory", "512Gi"}, {"pods", "110"}, {"nvidia.com/gpu", "8"}}},
              {"capacity", {{"cpu", "64"}, {"memory", "512Gi"}, {"pods", "110"}, {"nvidia.com/gpu", "8"}}},
              {"conditions", {{{"type", "Ready"}, {"status", "True"}}}}}}};
}

Json podObject(int number)
{
    const Json requests{{"cpu", "4"}, {"memory", "32Gi"}, {"nvidia.com/gpu", "1"}};
    Json variables = Json::array();
    for (int i = 0; i < 20; ++i)
        variables.push_back({{"name", "VARIABLE_" + std::to_string(i)}, {"value", "as jobs have some"}});
    return {{"apiVersion", "v1"},
            {"kind", "Pod"},
            {"metadata", {{"name", "pod-" + std::to_string(number)}, {"labels", {{"turn", "0"}}}}},
            {"spec",
             {{"nodeName", "pretended-" + std::to_string(number % nodes)},
              {"automountServiceAccountToken", false},
              {"tolerations", {{{"operator", "Exists"}}}},
              {"containers",
               {{{"name", "main"},
                 {"image", "lab/train:1"},
                 {"command", {"python3", "train.py"}},
                 {"env", variables},
                 {"resources", {{"requests", requests}, {"limits", requests}}}}}}}}};
}

/// Runs `work(i)` for each number below `count` on several threads; the first error ends it.
Result<void> forEach(int count, const std::function<Result<void>(int)>& work)
{
    constexpr int threads = 16;
    std::atomic<int> next = 0;
    std::mutex mutex;
    Result<void> result;
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&] {
            for (int number = next++; number < count; number = next++) {
                auto done = work(number);
                if (done)
                    continue;
                const std::lock_guard lock(mutex);
                result = std::move(done);
                next = count;
            }
        });
    for (std::thread& thread : all)
        thread.join();
    return result;
}

Result<void> created(Result<Json> made)
{
    if (made || made.error().code == ErrorCode::AlreadyExists)
        return {};
    return propagate(made);
}

Result<void> makeCrowd(const ClusterAccess& access)
{
    Connection connection(access);
    KubeClient& client = connection.client;
    const std::string space = std::string("/api/v1/namespaces/") + name_space;
    if (auto made = created(client.create("/api/v1/namespaces", {{"metadata", {{"name", name_space}}}}));
        !made)
        return made;
    const auto end = Clock::now() + patience;
    while (!client.get(space + "/serviceaccounts/default")->contains("secrets") && Clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return forEach(nodes, [&](int i) { return created(client.create("/api/v1/nodes", nodeObject(i))); })
        .and_then([&] {
            return forEach(pods,
                           [&](int i) { return created(client.create(space + "/pods", podObject(i))); });
        });
}

/// Changes a label of one pod after another, at a steady rate.
Result<void> changePods(const ClusterAccess& access)
{
    Connection connection(access);
    const auto begin = Clock::now();
    const std::string run = std::to_string(::getpid());  // Else a second run would change nothing.
    const int count = changes_per_s * static_cast<int>(followed.count() + 5);
    return forEach(count, [&](int i) -> Result<void> {
        std::this_thread::sleep_until(begin + std::chrono::duration<double>(double(i) / changes_per_s));
        const std::string pod =
            "/api/v1/namespaces/" + std::string(name_space) + "/pods/pod-" + std::to_string(i % pods);
        const auto patched = connection.client.mergePatch(
            pod, {{"metadata", {{"labels", {{"turn", run + "-" + std::to_string(i)}}}}}});
        return patched ? Result<void>() : propagate(patched);
    });
}

double listWithKubectl(const std::string& config)
{
    const auto begin = Clock::now();
    const auto listed = outputOf(
        "sh", {"-c", "kubectl get pods --all-namespaces > /dev/null && kubectl get nodes > /dev/null"},
        {{"KUBECONFIG", config}}, patience);
    return listed ? secondsSince(begin) : 0;
}

/// Follows the crowd in this process, which does nothing else; `seen` is told once everything was seen.
Result<std::vector<bench::Figure>> follow(const ClusterAccess& access, const std::function<void()>& seen)
{
    Connection connection(access);
    std::atomic<int> changes = 0;
    const auto begin = Clock::now();
    const ClusterView view(connection.client, ClusterView::Scope::Cluster, "", {},
                           [&](const KubePod&, bool) { ++changes; });
    while (!view.complete() && secondsSince(begin) < 60)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const double listed_s = secondsSince(begin);
    if (view.pods() < pods || view.nodes().size() < nodes)
        return fail(ErrorCode::Internal, "Not everything was seen.");
    seen();
    std::this_thread::sleep_for(std::chrono::seconds(2));
    changes = 0;
    const double before = processorSeconds();
    std::this_thread::sleep_for(followed);
    const double busy = (processorSeconds() - before) / std::chrono::duration<double>(followed).count();
    const double rate = changes / std::chrono::duration<double>(followed).count();
    return std::vector<bench::Figure>{{"kube_list_1k_nodes_10k_pods_s", listed_s, "s"},
                                      {"kube_follow_rss_mib", residentMib(), "MiB"},
                                      {"kube_follow_changes_per_s", rate, "1/s"},
                                      {"kube_follow_core_percent", busy * 100, "%"}};
}

/// In a process of its own; its exit status says whether it went well.
pid_t apart(const std::function<Result<void>()>& work)
{
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    const auto done = work();
    if (!done)
        std::cerr << "kubernetes: " << done.error().message << "\n";
    std::cout.flush();
    ::_exit(done ? 0 : 1);
}

bool endedWell(pid_t child)
{
    int status = 1;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

}  // namespace

int main()
{
    const auto files = Kubeconfig::usualFiles();
    const auto config = Kubeconfig::load(files);
    const auto access = config ? config->access(config->currentContext()) : propagate(config);
    if (!access) {
        std::cerr << access.error().message << "\n";
        return 1;
    }
    if (!endedWell(apart([&] { return makeCrowd(*access); })))
        return 1;
    const double peer_s = listWithKubectl(files.front().string());
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        return 1;
    const pid_t follower = apart([&]() -> Result<void> {
        auto figures = follow(*access, [&] { (void)::write(pipe[1], "s", 1); });
        if (!figures)
            return propagate(figures);
        figures->front().peer = "kubectl";
        figures->front().ratio = peer_s / figures->front().value;
        std::for_each(figures->begin(), figures->end(), bench::print);
        return {};
    });
    ::close(pipe[1]);
    char seen = 0;
    if (::read(pipe[0], &seen, 1) != 1)
        return 1;
    const pid_t changer = apart([&] { return changePods(*access); });
    const bool followed_well = endedWell(follower);
    return endedWell(changer) && followed_well ? 0 : 1;
}

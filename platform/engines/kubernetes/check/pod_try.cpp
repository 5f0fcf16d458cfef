// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/engines/kubernetes/check/pod_try.h"

#include "platform/engines/kubernetes/engine/kubernetes_engine.h"
#include "platform/engines/kubernetes/pods/pod_names.h"
#include "runner/pod/pod_layout.h"

#include <fmt/format.h>

#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

namespace slipway {

namespace {

namespace fs = std::filesystem;
using Verdict = ClusterFinding::Verdict;
using std::chrono::milliseconds;

constexpr milliseconds cleaning_patience{20'000};
constexpr milliseconds cleaning_pause{100};
constexpr const char* project = "default";

/// What the engine says of the one task.
class LastState {
public:
    void note(const TaskState& state)
    {
        const std::lock_guard lock(mutex_);
        state_ = state;
        changed_.notify_all();
    }

    TaskState awaitEnd(milliseconds patience)
    {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, patience, [&] { return state_.exit.has_value(); });
        return state_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    TaskState state_;
};

TaskStart startOf(const PodTry& wanted)
{
    TaskStart start;
    start.workload = ResourceId(newId("job"));
    start.task = TaskId(start.workload.text() + "-0");
    start.project = project;
    start.holder = fmt::format("{}/jobs/check", project);
    start.memory = 64_MiB;
    start.image = wanted.image;
    start.command = PodLayout().program().string() + " pod reach";
    start.credentials = TaskCredentials{"none", "none", wanted.endpoint};
    return start;
}

std::string logOf(KubernetesEngine& engine, const TaskStart& start)
{
    const auto streams = engine.streamsDirectory(start.task, start.attempt);
    if (!streams)
        return {};
    std::ifstream log(*streams / "log", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(log), {});
}

std::string withoutEnd(std::string text)
{
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

std::string askForWay(const std::string& endpoint)
{
    if (endpoint.empty())
        return "Please give the account the right to create and get pods/portforward, and let WebSockets to "
               "it through.";
    return fmt::format(
        "Please let pods open connections to {}; its certificate has to be one that they are told to trust.",
        endpoint);
}

std::vector<ClusterFinding> judge(const TaskState& state, const std::string& log, const PodTry& wanted)
{
    if (!state.exit)
        return {{"pods",
                 Verdict::Bad,
                 fmt::format("A pod of the image {} did not end in time. {}", wanted.image,
                             state.message.empty() ? "The cluster does not say why." : state.message),
                 {}}};
    if (state.exit->cause != TaskExit::Cause::Exited)
        return {{"pods",
                 Verdict::Bad,
                 fmt::format("A pod of the image {} did not run as it should. {}", wanted.image,
                             state.exit->message),
                 {}}};
    std::vector<ClusterFinding> findings{
        {"pods",
         Verdict::Good,
         fmt::format("A pod of the image {} ran on {}.", wanted.image, state.node),
         {}}};
    if (log.empty()) {
        findings.push_back(
            {"ways", Verdict::Bad,
             "What the pod wrote could not be read while it ran, neither through the proxy of pods nor "
             "through a forwarded port.",
             "Please let requests to the API server's pods/proxy or pods/portforward through, WebSockets "
             "included; a proxy or a network policy between seems to stop them."});
        return findings;
    }
    findings.push_back({"ways", Verdict::Good, "Pods can be followed through the API server.", {}});
    const bool reached = state.exit->code == 0;
    findings.push_back({"objects", reached ? Verdict::Good : Verdict::Bad, withoutEnd(log),
                        reached ? std::string() : askForWay(wanted.endpoint)});
    return findings;
}

/// Waits until nothing of the task is left in the cluster; false when something may be.
bool clean(KubernetesEngine& engine, const TaskStart& start, LastState& state)
{
    if (!state.awaitEnd(milliseconds(0)).exit) {
        (void)engine.stop(start.task, start.attempt, milliseconds(0));
        state.awaitEnd(cleaning_patience);
    }
    const auto end = std::chrono::steady_clock::now() + cleaning_patience;
    while (!engine.isCleaned(start.task, start.attempt) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(cleaning_pause);
    return engine.isCleaned(start.task, start.attempt);
}

}  // namespace

std::vector<ClusterFinding> tryPod(KubernetesEngineOptions options, const PodTry& wanted)
{
    const fs::path directory = options.data_directory;
    std::vector<ClusterFinding> findings;
    LastState state;
    if (auto engine = KubernetesEngine::create(std::move(options)); !engine) {
        findings = {{"pods", Verdict::Untried, engine.error().message, {}}};
    } else {
        const TaskStart start = startOf(wanted);
        (*engine)->watch([&](const TaskState& news) { state.note(news); });
        if (const auto started = (*engine)->start(start); !started) {
            findings = {{"pods", Verdict::Bad, started.error().message, {}}};
        } else {
            const TaskState end = state.awaitEnd(wanted.patience);
            findings = judge(end, logOf(**engine, start), wanted);
            if (!clean(**engine, start, state))
                findings.push_back({"pods",
                                    Verdict::Warning,
                                    fmt::format("The pod of this check may be left in the cluster: {}.",
                                                podName(start.task, start.attempt)),
                                    {}});
        }
    }
    std::error_code error;
    fs::remove_all(directory, error);
    return findings;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/cluster/cluster_platform.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>
#include <unistd.h>

namespace slipway::bench {

namespace {

constexpr int rounds = 10;
/// As many as the node has GPUs; the last one has the process that ignores SIGTERM.
constexpr int environments = 4;
constexpr int stubborn = environments - 1;
constexpr std::chrono::seconds patience{180};

constexpr const char* stubborn_config = R"(import subprocess
subprocess.Popen(["/bin/sh", "-c", "trap '' TERM; echo $$ > $HOME/deaf; while true; do sleep 3600; done"])
)";

/// Is started with the Jupyter of a home, and ignores SIGTERM.
class DeafProcess {
public:
    DeafProcess() = default;
    explicit DeafProcess(const std::filesystem::path& home) : mark_(home / "deaf")
    {
        std::filesystem::create_directories(home / ".jupyter");
        std::ofstream(home / ".jupyter/jupyter_server_config.py") << stubborn_config;
    }

    /// Whether it was started since the last time.
    Result<void> started() const
    {
        if (!std::filesystem::remove(mark_))
            return fail(ErrorCode::Internal, "The process that ignores SIGTERM was not started.");
        return {};
    }

private:
    std::filesystem::path mark_;
};

class ClusterReleases {
public:
    explicit ClusterReleases(const TestCluster& cluster)
        : cluster_(cluster), platform_(cluster, fmt::format("bench-{}", ::getpid()))
    {
    }

    Result<Figures> run()
    {
        auto ready = platform_.start().and_then([&] { return make(); });
        for (int round = 0; ready && round < rounds; ++round)
            ready = startAgain().and_then([&] { return releaseEach(); });
        if (!ready)
            return propagate(ready);
        std::vector<double> all = plain_;
        all.insert(all.end(), stubborn_.begin(), stubborn_.end());
        return Figures{{"cluster_release_to_pod_over_p50_ms", percentile(all, 0.5), "ms"},
                       {"cluster_release_to_pod_over_p99_ms", percentile(all, 0.99), "ms"},
                       {"cluster_release_ignoring_sigterm_p50_ms", percentile(stubborn_, 0.5), "ms"},
                       {"cluster_release_others_p50_ms", percentile(plain_, 0.5), "ms"}};
    }

private:
    static std::string nameOf(int i) { return fmt::format("env-{}", i); }
    std::string pathOf(int i) const { return platform_.path("environments/" + nameOf(i)); }

    /// Each is released once, and the last one gets what ignores signals into its kept home meanwhile.
    Result<void> make()
    {
        for (int i = 0; i < environments; ++i) {
            const Json spec{{"flavor", "gpu-1"}, {"image", "python"}};
            const auto made = platform_.api().post(platform_.path("environments"),
                                                   Json{{"name", nameOf(i)}, {"spec", spec}});
            if (!made)
                return propagate(made);
            ids_.push_back(made->at("id").get<std::string>());
        }
        if (auto up = waitUntilUp(); !up)
            return up;
        if (auto written = writeConfig(); !written)
            return written;
        const auto released = releaseEach();
        plain_.clear();
        stubborn_.clear();
        return released;
    }

    Result<void> writeConfig()
    {
        const auto claim = platform_.cluster().get(
            fmt::format("{}/persistentvolumeclaims/slipway-{}", platform_.nameSpacePath(), ids_[stubborn]));
        if (!claim)
            return propagate(claim);
        const auto home = cluster_.volumes / claim->at("spec").at("volumeName").get<std::string>() / "home";
        deaf_ = DeafProcess(home);
        return {};
    }

    Result<void> waitForEach(const std::function<bool(const Json& status)>& condition)
    {
        const auto deadline = ClusterPlatform::Clock::now() + patience;
        for (int i = 0; i < environments;) {
            const auto seen = platform_.api().get(pathOf(i));
            if (!seen)
                return propagate(seen);
            if (condition(seen->at("status")))
                ++i;
            else if (ClusterPlatform::Clock::now() > deadline)
                return fail(ErrorCode::DeadlineExceeded,
                            fmt::format("{} stays {}: {}", nameOf(i), seen->at("status").value("phase", ""),
                                        seen->at("status").value("message", "")));
            else
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return {};
    }

    /// Up means that Jupyter answers.
    Result<void> waitUntilUp()
    {
        return waitForEach([](const Json& status) { return !status.value("url", "").empty(); });
    }

    Result<void> startAgain()
    {
        const auto released =
            waitForEach([](const Json& status) { return status.value("phase", "") == "Released"; });
        if (!released)
            return released;
        for (int i = 0; i < environments; ++i) {
            if (const auto resumed = platform_.api().post(pathOf(i) + "/resume", Json::object()); !resumed)
                return propagate(resumed);
        }
        return waitUntilUp().and_then([this] { return deaf_.started(); });
    }

    /// One after the other, as people do.
    Result<void> releaseEach()
    {
        for (int i = 0; i < environments; ++i) {
            const auto begin = ClusterPlatform::Clock::now();
            if (const auto asked = platform_.api().post(pathOf(i) + "/release", Json::object()); !asked)
                return propagate(asked);
            const auto over = platform_.whenOver("slipway-" + ids_[static_cast<std::size_t>(i)], patience);
            if (!over)
                return propagate(over);
            (i == stubborn ? stubborn_ : plain_)
                .push_back(std::chrono::duration<double, std::milli>(*over - begin).count());
        }
        return {};
    }

    const TestCluster& cluster_;
    ClusterPlatform platform_;
    std::vector<std::string> ids_;
    DeafProcess deaf_;
    std::vector<double> plain_, stubborn_;
};

}  // namespace

Result<Figures> measureClusterRelease(const TestCluster& cluster)
{
    return ClusterReleases(cluster).run();
}

}  // namespace slipway::bench

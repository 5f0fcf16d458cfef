// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/event_watch.h"
#include "bench/harness/platform_process.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <thread>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t releases = 200;
/// Two at a time, since every environment holds a CPU; the last one has the process that ignores SIGTERM.
constexpr std::size_t environments = 5;
constexpr std::size_t stubborn = environments - 1;
constexpr std::chrono::seconds patience{120};

constexpr const char* stubborn_config = R"(import subprocess
subprocess.Popen(["/bin/sh", "-c", "trap '' TERM; while true; do sleep 3600; done"])
)";

std::string nameOf(std::size_t i)
{
    return fmt::format("env-{}", i);
}

std::string pathOf(std::size_t i)
{
    return "projects/default/environments/" + nameOf(i);
}

std::string holderOf(std::size_t i)
{
    return "default/environments/" + nameOf(i);
}

bool holds(const std::string& holders, const std::string& one)
{
    return holders.find("\"" + one + "\"") != std::string::npos;
}

class Releases {
public:
    explicit Releases(PlatformProcess& platform) : platform_(platform) {}

    Result<Figures> run()
    {
        auto client = platform_.client();
        auto watch = EventWatch::open(platform_.port(), platform_.signer(), "Node");
        if (!client || !watch)
            return fail(ErrorCode::Unavailable, "The platform cannot be reached.");
        client_.emplace(std::move(*client));
        watch_.emplace(std::move(*watch));
        for (std::size_t i = 0; i < environments; ++i) {
            if (auto made = make(i); !made)
                return propagate(made);
        }
        std::vector<double> times;
        std::size_t next = 0;
        while (times.size() < releases) {
            const std::array<std::size_t, 2> pair{next % environments, (next + 1) % environments};
            next += pair.size();
            if (auto done = releasePair(pair, times); !done)
                return propagate(done);
        }
        return Figures{{"release_to_gpu_free_p50_ms", percentile(times, 0.5), "ms"},
                       {"release_to_gpu_free_p99_ms", percentile(times, 0.99), "ms"}};
    }

private:
    Result<void> act(std::size_t i, const std::string& verb)
    {
        const auto done = client_->post(pathOf(i) + "/" + verb, Json::object());
        return done ? Result<void>() : propagate(done);
    }

    /// Up means that Jupyter answers.
    Result<void> waitUntilUp(std::size_t i)
    {
        const auto deadline = Clock::now() + patience;
        while (Clock::now() < deadline) {
            const auto seen = client_->get(pathOf(i));
            if (!seen)
                return propagate(seen);
            if (!seen->at("status").value("url", "").empty())
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return fail(ErrorCode::DeadlineExceeded, nameOf(i) + " did not start.");
    }

    Result<void> make(std::size_t i)
    {
        const Json wanted{{"name", nameOf(i)}, {"spec", {{"flavor", "gpu-1"}}}};
        const auto made = client_->post("projects/default/environments", wanted);
        if (!made)
            return propagate(made);
        if (auto up = waitUntilUp(i); !up)
            return up;
        if (i == stubborn) {
            const auto home = platform_.data() / "environments" / made->at("id").get<std::string>() / "home";
            std::filesystem::create_directories(home / ".jupyter");
            std::ofstream(home / ".jupyter/jupyter_server_config.py") << stubborn_config;
        }
        std::vector<double> ignored;
        return release({i}, ignored);
    }

    Result<void> releasePair(const std::array<std::size_t, 2>& pair, std::vector<double>& times)
    {
        for (const std::size_t i : pair) {
            if (auto resumed = act(i, "resume"); !resumed)
                return resumed;
        }
        for (const std::size_t i : pair) {
            if (auto up = waitUntilUp(i); !up)
                return up;
        }
        return release({pair.begin(), pair.end()}, times);
    }

    /// Calls `look` with the holders of all accelerators at each change, until it is content.
    Result<void> watchHolders(const std::function<bool(const std::string&)>& look)
    {
        return watch_->until(std::chrono::seconds(30),
                             [&](const Json& node) { return look(node.at("status").at("gpus").dump()); });
    }

    Result<void> release(const std::vector<std::size_t>& which, std::vector<double>& times)
    {
        const auto all_hold = [&](const std::string& holders) {
            return std::all_of(which.begin(), which.end(),
                               [&](std::size_t i) { return holds(holders, holderOf(i)); });
        };
        if (auto held = watchHolders(all_hold); !held)
            return held;
        std::vector<std::pair<std::string, Clock::time_point>> held;
        for (const std::size_t i : which) {
            held.emplace_back(holderOf(i), Clock::now());
            if (auto released = act(i, "release"); !released)
                return released;
        }
        return watchHolders([&](const std::string& holders) {
            const auto time = Clock::now();
            std::erase_if(held, [&](const auto& one) {
                const bool free = !holds(holders, one.first);
                if (free)
                    times.push_back(std::chrono::duration<double, std::milli>(time - one.second).count());
                return free;
            });
            return held.empty();
        });
    }

    PlatformProcess& platform_;
    std::optional<ApiClient> client_;
    std::optional<EventWatch> watch_;
};

}  // namespace

Result<Figures> measureRelease()
{
    PlatformProcess::Options options;
    options.gpus = 8;
    PlatformProcess platform(options);
    if (auto started = platform.start(); !started)
        return propagate(started);
    return Releases(platform).run();
}

}  // namespace slipway::bench

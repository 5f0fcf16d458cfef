// SPDX-License-Identifier: GPL-3.0-or-later
// How soon a command in a pod has 5,000 small files: copied before it runs, or as it opens them; rclone
// beside it. And what it costs a program that others of its opens are looked at. On this machine, without a
// cluster around it.
#include "bench/figure.h"
#include "bench/harness/platform_process.h"
#include "runner/data/data_plan.h"
#include "runner/pod/pod_layout.h"
#include "runner/records/task_file.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <tuple>
#include <vector>

#include <sys/wait.h>

using namespace slipway;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::system_clock;

constexpr int files = 5'000;
constexpr int files_a_folder = 100;
constexpr std::size_t file_bytes = 8'192;
constexpr const char* prefix = "bench/set/";

/// Reads as data loaders do, 16 processes at a time.
constexpr const char* read_all = R"(date +%s%N > began
find $SET -type f | sort | xargs -P 16 -n 100 cat | wc -c > bytes
date +%s%N > ended)";

/// Nanoseconds an open takes, and those of a Python with many modules.
constexpr const char* open_much = R"(python3 -c '
import os, time
began = time.perf_counter_ns()
for i in range(20000): os.close(os.open("/etc/hostname", os.O_RDONLY))
print((time.perf_counter_ns() - began) / 20000)' > open
python3 -c 'import asyncio, unittest.mock, email.mime.text, http.server, multiprocessing.pool, xml.dom.minidom'
date +%s%N > began
for i in 1 2 3 4 5 6 7 8 9 10; do
python3 -c 'import asyncio, unittest.mock, email.mime.text, http.server, multiprocessing.pool, xml.dom.minidom'
done
date +%s%N > ended)";

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

double millisecondsIn(const fs::path& file)
{
    return static_cast<double>(std::stoll(contentOf(file))) / 1e6;
}

double millisecondsNow()
{
    return std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
}

void fill(const fs::path& bucket)
{
    std::string content(file_bytes, 'x');
    for (int i = 0; i < files; ++i) {
        const fs::path folder = bucket / prefix / std::to_string(i / files_a_folder);
        fs::create_directories(folder);
        std::ofstream(folder / std::to_string(i)) << content.replace(0, 5, std::to_string(10'000 + i));
    }
}

/// What one run left in its working directory.
struct Run {
    fs::path work;
    double asked_ms = 0;
};

Result<Run> runPod(const fs::path& root, const DataPlan& plan, const std::string& command)
{
    const PodLayout layout{root, root / "termination-log"};
    const std::string runner = SLIPWAY_BINARY_DIR "/bin/slipway-runner";
    TaskFile task;
    task.task = TaskId("job-bench");
    task.stages = {{"fetch-code", {runner, "pod", "fetch", root.string()}, false},
                   {"command", {"/bin/sh", "-c", command}, false}};
    task.env = {{"PATH", "/usr/bin:/bin"}, {"SET", (layout.attempt().path() / "datasets/set").string()}};
    task.working_directory = (layout.attempt().path() / "work").string();
    fs::create_directories(layout.task());
    std::ofstream(layout.task() / "task.json") << formatTaskFile(task);
    std::ofstream(layout.task() / "data.json") << formatDataPlan(plan);
    Run run{task.working_directory, millisecondsNow()};
    auto main = bench::ChildProcess::start({{runner, "pod", "main", root.string()}, root / "output", {}});
    if (!main)
        return propagate(main);
    int status = 1;
    if (::waitpid((*main)->pid(), &status, 0) < 0 || status != 0)
        return fail(ErrorCode::Unavailable, "The pod failed: " + contentOf(layout.attempt().log()));
    return run;
}

Result<double> runRclone(const bench::PlatformProcess& platform, const DataPlan& plan)
{
    const double asked = millisecondsNow();
    auto copy = bench::ChildProcess::start(
        {{"/usr/bin/env", "--unset=AWS_CA_BUNDLE", "RCLONE_CONFIG=/dev/null", "RCLONE_S3_PROVIDER=Other",
          "RCLONE_S3_ENDPOINT=" + plan.store.endpoint, "RCLONE_S3_ACCESS_KEY_ID=" + plan.store.access_key,
          "RCLONE_S3_SECRET_ACCESS_KEY=" + plan.store.secret_key, "rclone", "copy", "--transfers=8",
          std::string(":s3:default/") + prefix, platform.path("rclone")},
         platform.path("rclone.log"),
         {}});
    int status = 1;
    if (!copy || ::waitpid((*copy)->pid(), &status, 0) < 0 || status != 0)
        return fail(ErrorCode::Unavailable, "rclone failed: " + contentOf(platform.path("rclone.log")));
    return millisecondsNow() - asked;
}

/// How long the first instruction and the last byte take after a pod was asked for.
Result<void> measureReading(const bench::PlatformProcess& platform, const DataPlan& plan,
                            const std::string& way, double rclone_ms)
{
    const auto reading = runPod(platform.path("reading-" + way), plan, read_all);
    if (!reading)
        return propagate(reading);
    if (std::stoll(contentOf(reading->work / "bytes")) != static_cast<long long>(files * file_bytes))
        return fail(ErrorCode::DataLoss, "Not every byte was read.");
    const double first = millisecondsIn(reading->work / "began") - reading->asked_ms;
    const double all = millisecondsIn(reading->work / "ended") - reading->asked_ms;
    const std::string name = "5,000 files of 8 KiB, " + way;
    bench::print({name + ", first instruction", first, "ms", "rclone copy", rclone_ms / first});
    bench::print({name + ", all read", all, "ms", "rclone copy", rclone_ms / all});
    return {};
}

/// What opens of other files take, and a program that makes many.
struct Opening {
    double open_us = 0;
    double python_ms = 0;
};

Result<Opening> measureOpening(const bench::PlatformProcess& platform, DataPlan plan, const std::string& way)
{
    plan.dataset_cache = Bytes(1);  // Nothing is fetched meanwhile.
    const auto opening = runPod(platform.path("opening-" + way), plan, open_much);
    if (!opening)
        return propagate(opening);
    const double python = millisecondsIn(opening->work / "ended") - millisecondsIn(opening->work / "began");
    return Opening{std::stod(contentOf(opening->work / "open")) / 1e3, python / 10};
}

Result<void> measure(const bench::PlatformProcess& platform, DataPlan plan)
{
    const auto rclone = runRclone(platform, plan);
    if (!rclone)
        return propagate(rclone);
    bench::print({"5,000 files of 8 KiB, rclone copy", *rclone, "ms"});
    std::vector<Opening> openings;
    for (const bool on_demand : {false, true}) {
        plan.datasets[0].on_demand = on_demand;
        const std::string way = on_demand ? "on-demand" : "copied";
        const auto read = measureReading(platform, plan, way, *rclone);
        const auto opened = read ? measureOpening(platform, plan, way) : propagate(read);
        if (!opened)
            return propagate(opened);
        openings.push_back(*opened);
    }
    const auto& [without, with] = std::tie(openings[0], openings[1]);
    bench::print({"an open of another file, unwatched", without.open_us, "us"});
    bench::print({"an open of another file, watched", with.open_us, "us", "unwatched",
                  without.open_us / with.open_us});
    bench::print({"a Python with many modules, unwatched", without.python_ms, "ms"});
    bench::print({"a Python with many modules, watched", with.python_ms, "ms", "unwatched",
                  without.python_ms / with.python_ms});
    return {};
}

Result<void> run()
{
    bench::PlatformProcess platform({});
    if (const auto started = platform.start(); !started)
        return started;
    const auto ready = parseJson(contentOf(platform.path("ready.json")));
    if (!ready)
        return propagate(ready);
    std::string secret = contentOf(ready->at("secret_key_file").get<std::string>());
    std::erase(secret, '\n');
    DataPlan plan;
    plan.store = {ready->at("s3").get<std::string>(),
                  "default",
                  ready->at("access_key").get<std::string>(),
                  secret,
                  {}};
    plan.datasets = {{"set", prefix, false}};
    fill(platform.data() / "objects/default");
    return measure(platform, plan);
}

}  // namespace

int main()
{
    const auto done = run();
    if (!done)
        std::cerr << done.error().message << "\n";
    return done ? 0 : 1;
}

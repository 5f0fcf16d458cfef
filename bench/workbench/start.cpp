// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/harness/platform_process.h"
#include "bench/harness/seeded_jobs.h"
#include "bench/workbench/workbench_figures.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <thread>

namespace slipway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int starts = 9;
constexpr std::chrono::seconds patience{20};
/// Nothing is painted for so long: the first page is there.
constexpr std::chrono::milliseconds calm{1500};

/// Qt says in its log when it hands pixels of a window to the screen.
constexpr const char* painting_log = "qt.widgets.painting.info=true";
constexpr std::string_view painted = "Flushing";

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Start {
    double first_paint_ms = 0;
    double resident_mib = 0;
};

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Waits until the log has stayed as it is for a while.
void waitForCalm(const std::filesystem::path& log)
{
    const auto deadline = Clock::now() + patience;
    auto last = Clock::now();
    std::uintmax_t size = 0;
    while (Clock::now() - last < calm && Clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (const auto now = std::filesystem::file_size(log); now != size) {
            size = now;
            last = Clock::now();
        }
    }
}

Result<Start> startOnce(const PlatformProcess& platform, int number)
{
    const std::filesystem::path log = platform.path(fmt::format("workbench-{}.log", number));
    const auto begin = Clock::now();
    auto program = ChildProcess::start(
        {{SLIPWAY_BINARY_DIR "/bin/slipway", "--server", fmt::format("http://127.0.0.1:{}", platform.port())},
         log,
         {}});
    if (!program)
        return propagate(program);
    Start start;
    while (start.first_paint_ms == 0) {
        if (contentOf(log).find(painted) != std::string::npos)
            start.first_paint_ms = millisecondsSince(begin);
        else if (Clock::now() - begin > patience || !(*program)->runs())
            return fail(ErrorCode::DeadlineExceeded, "The workbench showed no window: " + contentOf(log));
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    waitForCalm(log);
    start.resident_mib = (*program)->residentMib();
    return start;
}

}  // namespace

Result<BoundFigures> measureStart()
{
    PlatformProcess platform({});
    if (auto started = startWithJobs(platform, 1000); !started)
        return propagate(started);
    ::setenv("QT_LOGGING_RULES", painting_log, 1);
    ::setenv("XDG_CONFIG_HOME", platform.path("config").c_str(), 1);
    ::setenv("SLIPWAY_ACCESS_KEY", platform.credentials().access_key.c_str(), 1);
    ::setenv("SLIPWAY_SECRET_KEY", platform.credentials().secret_key.c_str(), 1);
    std::vector<double> paints;
    std::vector<double> memory;
    for (int i = 0; i <= starts; ++i) {
        const auto start = startOnce(platform, i);
        if (!start)
            return propagate(start);
        if (i == 0)
            continue;  // It warms the disk's cache.
        paints.push_back(start->first_paint_ms);
        memory.push_back(start->resident_mib);
    }
    return BoundFigures{{{"first_paint_ms", percentile(paints, 0.5), "ms"}, 300},
                        {{"workbench_rss_mib", percentile(memory, 0.5), "MiB"}, 150}};
}

}  // namespace slipway::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figures/figures.h"
#include "bench/harness/platform_process.h"
#include "core/time.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>

namespace slipway::bench {

namespace {

constexpr int submits = 50;
constexpr int warm_ups = 3;
constexpr std::chrono::seconds patience{30};

std::int64_t nanoseconds()
{
    return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Asks again every millisecond until `found` gives something else than nothing.
template <class Look>
auto waitFor(Look look) -> Result<typename decltype(look())::value_type>
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        if (auto found = look())
            return *found;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return fail(ErrorCode::DeadlineExceeded, "A job of the benchmark did not end.");
}

std::optional<std::int64_t> stampIn(const std::filesystem::path& file)
{
    std::ifstream in(file);
    std::int64_t stamp = 0;
    std::string line;
    if (!std::getline(in, line) || in.eof())
        return std::nullopt;
    stamp = std::stoll(line);
    return stamp;
}

Result<double> submitOnce(PlatformProcess& platform, ApiClient& client, int number)
{
    const std::filesystem::path stamp = platform.path(fmt::format("stamp-{}", number));
    const std::string name = fmt::format("submit-{}", number);
    const Json job{{"name", name}, {"spec", {{"command", fmt::format("date +%s%N > {}", stamp.string())}}}};
    const std::int64_t begin = nanoseconds();
    if (auto made = client.post("projects/default/jobs", job); !made)
        return propagate(made);
    const auto started = waitFor([&] { return stampIn(stamp); });
    if (!started)
        return propagate(started);
    const auto ended = waitFor([&]() -> std::optional<bool> {
        const auto seen = client.get("projects/default/jobs/" + name);
        if (!seen || seen->at("status").value("phase", "") != "Succeeded")
            return std::nullopt;
        return true;
    });
    if (!ended)
        return propagate(ended);
    return static_cast<double>(*started - begin) / 1e6;
}

}  // namespace

Result<Figures> measureSubmit()
{
    PlatformProcess platform({});
    auto client = platform.startForClient();
    if (!client)
        return propagate(client);
    std::vector<double> times;
    for (int i = 0; i < warm_ups + submits; ++i) {
        const auto time = submitOnce(platform, *client, i);
        if (!time)
            return propagate(time);
        if (i >= warm_ups)
            times.push_back(*time);
    }
    return Figures{{"submit_to_first_instruction_p50_ms", percentile(times, 0.5), "ms"},
                   {"submit_to_first_instruction_p99_ms", percentile(times, 0.99), "ms"}};
}

}  // namespace slipway::bench

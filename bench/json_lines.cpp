// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/json_lines.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace slipway::bench {

namespace {

/// Three digits say all that a shared machine can.
double rounded(double value)
{
    if (value == 0)
        return 0;
    const double scale = std::pow(10, 2 - std::floor(std::log10(std::abs(value))));
    return std::round(value * scale) / scale;
}

}  // namespace

void JsonLines::ReportRuns(const std::vector<Run>& runs)
{
    for (const Run& run : runs) {
        if (run.error_occurred) {
            std::cerr << run.benchmark_name() << ": " << run.error_message << "\n";
            continue;
        }
        std::string name = run.run_name.function_name;
        if (!run.run_name.args.empty())
            name += "/" + run.run_name.args;
        figures_.push_back({name, benchmark::GetTimeUnitString(run.time_unit), run.GetAdjustedRealTime()});
    }
}

const JsonLines::Figure* JsonLines::find(const std::string& name) const
{
    const auto found = std::find_if(figures_.begin(), figures_.end(),
                                    [&](const Figure& figure) { return figure.name == name; });
    return found == figures_.end() ? nullptr : &*found;
}

void JsonLines::Finalize()
{
    for (const Figure& figure : figures_) {
        nlohmann::ordered_json line{
            {"name", figure.name}, {"value", rounded(figure.value)}, {"unit", figure.unit}};
        std::cout << line.dump() << "\n";
        const auto [first, last] = peers_.equal_range(figure.name);
        for (auto peer = first; peer != last; ++peer) {
            const Figure* theirs = find(peer->second);
            if (!theirs || theirs->unit != figure.unit)
                continue;
            line["peer"] = peer->second;
            line["ratio"] = rounded(theirs->value / figure.value);
            std::cout << line.dump() << "\n";
        }
    }
    std::cout << std::flush;
}

int run(int argc, char** argv, Peers peers)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    JsonLines lines(std::move(peers));
    benchmark::RunSpecifiedBenchmarks(&lines);
    return 0;
}

}  // namespace slipway::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/json_lines.h"

#include <algorithm>
#include <iostream>

namespace slipway::bench {

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
        figures_.push_back({name, run.GetAdjustedRealTime(), benchmark::GetTimeUnitString(run.time_unit)});
    }
}

const Figure* JsonLines::find(const std::string& name) const
{
    const auto found = std::find_if(figures_.begin(), figures_.end(),
                                    [&](const Figure& figure) { return figure.name == name; });
    return found == figures_.end() ? nullptr : &*found;
}

void JsonLines::Finalize()
{
    for (Figure figure : figures_) {
        print(figure);
        const auto [first, last] = peers_.equal_range(figure.name);
        for (auto peer = first; peer != last; ++peer) {
            const Figure* theirs = find(peer->second);
            if (!theirs || theirs->unit != figure.unit)
                continue;
            figure.peer = peer->second;
            figure.ratio = theirs->value / figure.value;
            print(figure);
        }
    }
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

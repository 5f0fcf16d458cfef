// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/figure.h"

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace slipway::bench {

/// Pairs of benchmarks, by their names with arguments: ours, and the peer that does the same.
using Peers = std::multimap<std::string, std::string>;

/// Prints a JSON line for each benchmark: {"name","value","unit"}, the value being real time. One that has a
/// peer in the same run is followed by {"name","value","unit","peer","ratio"}, where a ratio of 3 says that
/// the peer takes three times as long.
class JsonLines final : public benchmark::BenchmarkReporter {
public:
    explicit JsonLines(Peers peers) : peers_(std::move(peers)) {}

    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override;
    void Finalize() override;

private:
    const Figure* find(const std::string& name) const;

    const Peers peers_;
    std::vector<Figure> figures_;
};

/// The whole of a benchmark's main, but for what it has to set up.
int run(int argc, char** argv, Peers peers);

}  // namespace slipway::bench

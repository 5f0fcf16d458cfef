// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/figure.h"

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

void print(const Figure& figure)
{
    nlohmann::ordered_json line{
        {"name", figure.name}, {"value", rounded(figure.value)}, {"unit", figure.unit}};
    if (!figure.peer.empty()) {
        line["peer"] = figure.peer;
        line["ratio"] = rounded(figure.ratio);
    }
    std::cout << line.dump() << std::endl;
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

}  // namespace slipway::bench

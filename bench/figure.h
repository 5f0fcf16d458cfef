// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace slipway::bench {

/// One measured number.
struct Figure {
    std::string name;
    double value = 0;
    std::string unit;
    std::string peer = {};  ///< Who did the same in the same run; nobody when empty.
    double ratio = 0;       ///< How many times as good as the peer.
};

/// Prints it as one JSON line: {"name","value","unit"}, and {"peer","ratio"} where there is a peer.
void print(const Figure& figure);

/// The value that `share` (0 to 1) of `values` do not exceed; 0 when there are none.
double percentile(std::vector<double> values, double share);

}  // namespace slipway::bench

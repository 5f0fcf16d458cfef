// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_tooltip.h"

#include <optional>

namespace slipway {

class ChartData;
struct Tokens;

/// What a chart tells about one x: the values of its curves there, the largest first.
struct ChartValues {
    std::optional<double> x;  ///< The point's own x that is nearest; nothing when there is no point.
    QString heading;
    QList<ChartTooltip::Row> rows;
};

ChartValues valuesAt(const ChartData& data, double x, const Tokens& tokens);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/series.h"

#include <QRect>

#include <cstdint>

namespace slipway {

enum class ChartScale { Linear, Log };

/// From values to device pixels of a plot and back.
struct PlotGeometry {
    QSize pixels;  ///< Of the plot, in device pixels.
    double x0 = 0;
    double x1 = 1;
    double y0 = 0;
    double y1 = 1;
    ChartScale scale = ChartScale::Linear;

    ColumnMap columns() const { return {x0, x1, pixels.width()}; }
    std::int64_t columnOf(double x) const { return columns().columnOf(x); }
    /// Monotone in y, clamped far outside the plot; y0 is the lowest row, y1 row 0. On a log scale what is
    /// not positive lies below everything.
    std::int64_t rowOf(double y) const;
    /// As rowOf(), between rows too: a row's middle is a whole number.
    double exactRowOf(double y) const;
    double xAt(double column) const;
    double yAt(double row) const;
};

/// The range widened by a margin, or made wide enough to show a flat line.
SeriesRange paddedRange(SeriesRange range, ChartScale scale);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/plot_geometry.h"

#include <algorithm>
#include <cmath>

namespace slipway {

namespace {

constexpr double kFarRow = 1e6;

}  // namespace

double PlotGeometry::exactRowOf(double y) const
{
    if (scale == ChartScale::Log && !(y > 0))
        return kFarRow;
    const bool log = scale == ChartScale::Log;
    const double top = log ? std::log10(y1) : y1;
    const double bottom = log ? std::log10(y0) : y0;
    const double at = log ? std::log10(y) : y;
    const double row = (top - at) * ((pixels.height() - 1) / (top - bottom));
    return std::clamp(row, -kFarRow, kFarRow);
}

std::int64_t PlotGeometry::rowOf(double y) const
{
    return static_cast<std::int64_t>(std::floor(exactRowOf(y) + 0.5));
}

double PlotGeometry::xAt(double column) const
{
    return pixels.width() > 1 ? x0 + column * (x1 - x0) / (pixels.width() - 1) : x0;
}

double PlotGeometry::yAt(double row) const
{
    const double share = pixels.height() > 1 ? row / (pixels.height() - 1) : 0;
    if (scale == ChartScale::Log)
        return std::pow(10.0, std::log10(y1) + share * (std::log10(y0) - std::log10(y1)));
    return y1 + share * (y0 - y1);
}

SeriesRange paddedRange(SeriesRange range, ChartScale scale)
{
    constexpr double kMargin = 0.05;
    if (scale == ChartScale::Log) {
        const double max = range.max > 0 ? range.max : 1;
        const double min = range.min > 0 ? range.min : max * 1e-4;
        const double margin = std::pow(max / min, kMargin);
        return min < max ? SeriesRange{min / margin, max * margin} : SeriesRange{min / 2, max * 2};
    }
    const double span = range.max - range.min;
    if (!(span > 0)) {
        const double around = range.max == 0 ? 1 : std::abs(range.max) * 0.1;
        return {range.min - around, range.max + around};
    }
    return {range.min - span * kMargin, range.max + span * kMargin};
}

}  // namespace slipway

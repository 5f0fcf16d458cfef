// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QImage>

namespace slipway {

struct Tokens;

/// How thick curves are drawn, in pixels that do not depend on the device.
inline constexpr double curve_width = 1.25;

/// All visible curves in device pixels over a transparent ground: with smoothing, the raw curves faint
/// behind. `thickness` is in device pixels.
QImage curveImage(const ChartData& data, const PlotGeometry& geometry, const Tokens& tokens,
                  double thickness);

}  // namespace slipway

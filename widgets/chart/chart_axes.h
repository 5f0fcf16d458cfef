// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_view.h"
#include "widgets/chart/ticks.h"

namespace slipway {

/// What one painting of a ChartView shows, and where.
struct ChartView::Axes {
    QRect plot;  ///< In the widget's coordinates.
    PlotGeometry geometry;
    std::vector<Tick> x_ticks;
    std::vector<Tick> y_ticks;

    qreal xOf(double x, qreal ratio) const
    {
        return plot.left() + static_cast<qreal>(geometry.columnOf(x)) / ratio;
    }
    qreal yOf(double y, qreal ratio) const
    {
        return plot.top() + static_cast<qreal>(geometry.rowOf(y)) / ratio;
    }
};

}  // namespace slipway

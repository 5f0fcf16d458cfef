// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"

#include <QString>

#include <vector>

namespace slipway {

struct Tick {
    double value = 0;
    QString label;
};

/// Round values (1, 2, 2.5 or 5 times a power of ten) inside [min, max], about as many as asked for.
std::vector<Tick> linearTicks(double min, double max, int wanted);

/// Powers of ten, with 2 and 5 between when there are few; min and max are positive.
std::vector<Tick> logTicks(double min, double max, int wanted);

/// Ticks of an x axis: steps as "15k", relative times as "1 h 20 m", wall times as clock times.
std::vector<Tick> xTicks(ChartX kind, double min, double max, int wanted);

/// A value as people read it: four significant digits, "3.1e-04" for the very small and large.
QString valueText(double value);
/// An x with all its digits: "37,204", "1 h 22 m 4 s", "2024-05-03 14:02:11".
QString xText(ChartX kind, double x);

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_values.h"

#include "widgets/chart/chart_data.h"
#include "widgets/chart/ticks.h"
#include "widgets/theme/tokens.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace slipway {

namespace {

constexpr qsizetype kMostValues = 20;

}  // namespace

ChartValues valuesAt(const ChartData& data, double x, const Tokens& tokens)
{
    struct Value {
        double y;
        ChartTooltip::Row row;
    };
    QList<Value> values;
    ChartValues result;
    for (const auto& series : data.series()) {
        const auto point = series->visible ? data.shown(*series).nearest(x) : std::nullopt;
        if (!point)
            continue;
        if (!result.x || std::abs(point->x - x) < std::abs(*result.x - x))
            result.x = point->x;
        values.append({point->y, {tokens.seriesColor(series->color), series->name, valueText(point->y)}});
    }
    std::stable_sort(values.begin(), values.end(), [](const Value& a, const Value& b) { return a.y > b.y; });
    for (const Value& value : values.first(std::min(values.size(), kMostValues)))
        result.rows.append(value.row);
    if (result.x) {
        const QString where = xText(data.xKind(), *result.x);
        result.heading = data.xKind() == ChartX::Step
                             ? QCoreApplication::translate("slipway::ChartValues", "step %1").arg(where)
                             : where;
    }
    return result;
}

}  // namespace slipway

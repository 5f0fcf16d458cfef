// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/curve_image.h"

#include "widgets/chart/raster/line_raster.h"
#include "widgets/theme/tokens.h"

namespace slipway {

namespace {

QRgb faint(const QColor& color, const QColor& ground)
{
    constexpr double kShare = 0.3;
    const auto part = [](int a, int b) { return static_cast<int>(a * kShare + b * (1 - kShare)); };
    return qRgb(part(color.red(), ground.red()), part(color.green(), ground.green()),
                part(color.blue(), ground.blue()));
}

}  // namespace

QImage curveImage(const ChartData& data, const PlotGeometry& geometry, const Tokens& tokens, double thickness)
{
    QImage image(geometry.pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (data.smooths()) {
        for (const auto& series : data.series()) {
            if (series->visible)
                LineRaster(image, geometry, faint(tokens.seriesColor(series->color), tokens.panel))
                    .draw(series->raw);
        }
    }
    for (const auto& series : data.series()) {
        if (series->visible)
            LineRaster(image, geometry, tokens.seriesColor(series->color).rgb(), thickness)
                .draw(data.shown(*series));
    }
    return image;
}

}  // namespace slipway

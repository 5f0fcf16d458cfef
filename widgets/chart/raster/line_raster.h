// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/raster/plot_geometry.h"

#include <QImage>
#include <QtGui/qrgb.h>

namespace slipway {

/// Draws curves into an image, opaque, snapped to whole pixels.
///
/// Points of one column fill the rows between them, and points of different columns are joined by a line
/// that is found column by column. So the four values that SeriesColumn keeps give the same pixels as
/// every point.
class LineRaster {
public:
    /// The image must have 32 bits a pixel and the size of the geometry, and must stay as it is meanwhile.
    LineRaster(QImage& image, const PlotGeometry& geometry, QRgb color, int width = 1);

    void draw(const Series& series);
    void draw(const SeriesPiece& piece);
    /// Feeds every point; what draw() must equal.
    void drawEveryPoint(const Series& series);

private:
    struct Pixel {
        std::int64_t column;
        std::int64_t row;
    };

    void join(Pixel from, Pixel to);
    void fill(std::int64_t column, std::int64_t top, std::int64_t bottom);

    QRgb* pixels_;
    std::ptrdiff_t stride_;  ///< Pixels from one row to the next.
    PlotGeometry geometry_;
    QRgb color_;
    int width_;
};

}  // namespace slipway

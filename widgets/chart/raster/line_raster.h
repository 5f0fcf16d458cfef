// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/raster/plot_geometry.h"

#include <QImage>
#include <QtGui/qrgb.h>

#include <array>
#include <vector>

namespace slipway {

/// Draws curves into an image with smooth edges.
///
/// Each pixel is a grid of 4 by 8 samples. Points of one column of samples cover what lies between them,
/// points of different columns are joined by a line that is found column by column, and a square brush goes
/// along. So a piece of a curve covers one span of each column, and the four values that SeriesColumn keeps
/// give the same pixels as every point.
class LineRaster {
public:
    /// In each column of pixels.
    static constexpr int sample_columns = 4;

    /// The image must be ARGB32_Premultiplied, of the size of the geometry, and stay as it is meanwhile;
    /// `width` is in pixels.
    LineRaster(QImage& image, const PlotGeometry& geometry, QRgb color, double width = 1);

    void draw(const Series& series);
    /// Feeds every point; what draw() must equal.
    void drawEveryPoint(const Series& series);

private:
    /// Rows of samples, from the first to the last; none when the last is above the first.
    struct Span {
        int top;
        int bottom;
    };
    struct Sample {
        std::int64_t column;
        std::int64_t row;
    };

    std::int64_t sampleRowOf(double y) const;
    void join(Sample from, Sample to);
    void cover(std::int64_t column, std::int64_t top, std::int64_t bottom);
    /// Paints the piece that was covered, and begins the next one.
    void finishPiece();
    /// What the brush covers of a column.
    Span brushed(std::int64_t column) const;
    using PixelSpans = std::array<Span, sample_columns>;
    void paintColumn(int x);
    /// A pixel that may be covered in part.
    void paintEdge(int x, int y, const PixelSpans& spans);

    QRgb* pixels_;
    std::ptrdiff_t stride_;  ///< Pixels from one row to the next.
    PlotGeometry geometry_;
    ColumnMap columns_;  ///< Of samples.
    QRgb color_;
    int brush_columns_;
    int brush_rows_;
    std::vector<Span> spans_;  ///< Of each column, without the brush.
    std::int64_t first_ = 0;   ///< Column that is covered, up to last_.
    std::int64_t last_ = -1;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/line_raster.h"

#include <algorithm>
#include <cmath>

namespace slipway {

LineRaster::LineRaster(QImage& image, const PlotGeometry& geometry, QRgb color, int width)
    : pixels_(reinterpret_cast<QRgb*>(image.bits())),
      stride_(image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb))),
      geometry_(geometry),
      color_(color),
      width_(std::max(1, width))
{
    Q_ASSERT(image.depth() == 32 && image.size() == geometry.pixels);
}

void LineRaster::draw(const Series& series)
{
    for (const SeriesPiece& piece : series.reduce(geometry_.columns()))
        draw(piece);
}

void LineRaster::draw(const SeriesPiece& piece)
{
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const SeriesColumn& column = piece[i];
        if (i > 0)
            join({piece[i - 1].column, geometry_.rowOf(piece[i - 1].last)},
                 {column.column, geometry_.rowOf(column.first)});
        fill(column.column, geometry_.rowOf(column.max), geometry_.rowOf(column.min));
    }
}

void LineRaster::drawEveryPoint(const Series& series)
{
    Pixel before{0, 0};
    for (std::size_t i = 0; i < series.size(); ++i) {
        const SeriesPoint point = series.at(i);
        const Pixel pixel{geometry_.columnOf(point.x), geometry_.rowOf(point.y)};
        join(series.startsPiece(i) ? pixel : before, pixel);
        before = pixel;
    }
}

void LineRaster::join(Pixel from, Pixel to)
{
    if (from.column == to.column) {
        fill(from.column, std::min(from.row, to.row), std::max(from.row, to.row));
        return;
    }
    const double slope =
        static_cast<double>(to.row - from.row) / static_cast<double>(to.column - from.column);
    const auto row_at = [&](double column) {
        const double along = std::clamp(column - static_cast<double>(from.column), 0.0,
                                        static_cast<double>(to.column - from.column));
        return static_cast<std::int64_t>(std::floor(static_cast<double>(from.row) + along * slope + 0.5));
    };
    const std::int64_t first = std::max<std::int64_t>(from.column, 0);
    const std::int64_t last = std::min<std::int64_t>(to.column, geometry_.pixels.width() - 1);
    for (std::int64_t column = first; column <= last; ++column) {
        const std::int64_t a = row_at(static_cast<double>(column) - 0.5);
        const std::int64_t b = row_at(static_cast<double>(column) + 0.5);
        fill(column, std::min(a, b), std::max(a, b));
    }
}

void LineRaster::fill(std::int64_t column, std::int64_t top, std::int64_t bottom)
{
    if (column < 0 || column >= geometry_.pixels.width())
        return;
    const std::int64_t from = std::max<std::int64_t>(0, column - (width_ - 1) / 2);
    const std::int64_t to = std::min<std::int64_t>(geometry_.pixels.width() - 1, column + width_ / 2);
    top = std::max<std::int64_t>(0, top - (width_ - 1) / 2);
    bottom = std::min<std::int64_t>(geometry_.pixels.height() - 1, bottom + width_ / 2);
    for (std::int64_t y = top; y <= bottom; ++y)
        std::fill(pixels_ + y * stride_ + from, pixels_ + y * stride_ + to + 1, color_);
}

}  // namespace slipway

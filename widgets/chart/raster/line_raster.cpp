// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/line_raster.h"

#include <algorithm>
#include <cmath>

namespace slipway {

namespace {

constexpr int sample_columns = LineRaster::sample_columns;
constexpr int sample_rows = 8;
constexpr int samples = sample_columns * sample_rows;

/// The columns of samples whose middle lies where the pixels' columns have theirs.
ColumnMap sampleColumns(const PlotGeometry& plot)
{
    const double per_x = sample_columns * (plot.pixels.width() - 1) / (plot.x1 - plot.x0);
    const double left = plot.x0 - (sample_columns - 1) / 2.0 / per_x;
    const int columns = sample_columns * plot.pixels.width();
    return {left, left + (columns - 1) / per_x, columns};
}

/// The opaque `color` over what is premultiplied, where `share` of all samples are covered.
QRgb blend(QRgb below, QRgb color, int share)
{
    const auto part = [share](int over, int under) {
        return (over * share + under * (samples - share)) / samples;
    };
    return qRgba(part(qRed(color), qRed(below)), part(qGreen(color), qGreen(below)),
                 part(qBlue(color), qBlue(below)), part(qAlpha(color), qAlpha(below)));
}

}  // namespace

LineRaster::LineRaster(QImage& image, const PlotGeometry& geometry, QRgb color, double width)
    : pixels_(reinterpret_cast<QRgb*>(image.bits())),
      stride_(image.bytesPerLine() / static_cast<std::ptrdiff_t>(sizeof(QRgb))),
      geometry_(geometry),
      columns_(sampleColumns(geometry)),
      color_(color | 0xff000000U),
      brush_columns_(std::max(1, static_cast<int>(std::lround(width * sample_columns)))),
      brush_rows_(std::max(1, static_cast<int>(std::lround(width * sample_rows)))),
      spans_(static_cast<std::size_t>(columns_.columns), Span{0, -1})
{
    Q_ASSERT(image.format() == QImage::Format_ARGB32_Premultiplied && image.size() == geometry.pixels);
}

void LineRaster::draw(const Series& series)
{
    if (geometry_.pixels.width() < 2)
        return;
    for (const SeriesPiece& piece : series.reduce(columns_)) {
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const SeriesColumn& column = piece[i];
            if (i > 0)
                join({piece[i - 1].column, sampleRowOf(piece[i - 1].last)},
                     {column.column, sampleRowOf(column.first)});
            cover(column.column, sampleRowOf(column.max), sampleRowOf(column.min));
        }
        finishPiece();
    }
}

void LineRaster::drawEveryPoint(const Series& series)
{
    Sample before{0, 0};
    for (std::size_t i = 0; i < series.size(); ++i) {
        const SeriesPoint point = series.at(i);
        const Sample sample{columns_.columnOf(point.x), sampleRowOf(point.y)};
        if (series.startsPiece(i))
            finishPiece();
        join(series.startsPiece(i) ? sample : before, sample);
        before = sample;
    }
    finishPiece();
}

std::int64_t LineRaster::sampleRowOf(double y) const
{
    return static_cast<std::int64_t>(std::floor((geometry_.exactRowOf(y) + 0.5) * sample_rows));
}

void LineRaster::join(Sample from, Sample to)
{
    if (from.column == to.column) {
        cover(from.column, std::min(from.row, to.row), std::max(from.row, to.row));
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
    const std::int64_t last = std::min<std::int64_t>(to.column, columns_.columns - 1);
    std::int64_t a = row_at(static_cast<double>(first) - 0.5);
    for (std::int64_t column = first; column <= last; ++column) {
        const std::int64_t b = row_at(static_cast<double>(column) + 0.5);
        cover(column, std::min(a, b), std::max(a, b));
        a = b;
    }
}

void LineRaster::cover(std::int64_t column, std::int64_t top, std::int64_t bottom)
{
    if (column < 0 || column >= columns_.columns)
        return;
    Span& span = spans_[static_cast<std::size_t>(column)];
    const Span more{static_cast<int>(top), static_cast<int>(bottom)};
    const bool none = span.bottom < span.top;
    span = none ? more : Span{std::min(span.top, more.top), std::max(span.bottom, more.bottom)};
    first_ = last_ < first_ ? column : std::min(first_, column);
    last_ = std::max(last_, column);
}

void LineRaster::finishPiece()
{
    if (last_ >= first_) {
        const std::int64_t left = std::max<std::int64_t>(0, first_ - brush_columns_ / 2);
        const std::int64_t right =
            std::min<std::int64_t>(columns_.columns - 1, last_ + (brush_columns_ - 1) / 2);
        for (std::int64_t x = left / sample_columns; x <= right / sample_columns; ++x)
            paintColumn(static_cast<int>(x));
        std::fill(spans_.begin() + first_, spans_.begin() + last_ + 1, Span{0, -1});
    }
    first_ = 0;
    last_ = -1;
}

// The spans of neighbours touch, so that those below a brush are one.
LineRaster::Span LineRaster::brushed(std::int64_t column) const
{
    const std::int64_t from = std::max(first_, column - (brush_columns_ - 1) / 2);
    const std::int64_t to = std::min(last_, column + brush_columns_ / 2);
    if (from > to)
        return {0, -1};
    Span all = spans_[static_cast<std::size_t>(from)];
    for (std::int64_t at = from + 1; at <= to; ++at) {
        const Span& span = spans_[static_cast<std::size_t>(at)];
        all = {std::min(all.top, span.top), std::max(all.bottom, span.bottom)};
    }
    const int end = geometry_.pixels.height() * sample_rows - 1;
    return {std::max(0, all.top - brush_rows_ / 2), std::min(end, all.bottom + (brush_rows_ - 1) / 2)};
}

void LineRaster::paintColumn(int x)
{
    PixelSpans spans;
    Span outer{geometry_.pixels.height() * sample_rows, -1};
    Span inner{0, geometry_.pixels.height() * sample_rows - 1};  // Covered in every column.
    for (int i = 0; i < sample_columns; ++i) {
        const Span span = brushed(std::int64_t(x) * sample_columns + i);
        spans[static_cast<std::size_t>(i)] = span;
        if (span.top <= span.bottom)
            outer = {std::min(outer.top, span.top), std::max(outer.bottom, span.bottom)};
        inner = {std::max(inner.top, span.top), std::min(inner.bottom, span.bottom)};
    }
    if (outer.top > outer.bottom)
        return;
    const int end = outer.bottom / sample_rows + 1;
    const int whole = std::min(end, (inner.top + sample_rows - 1) / sample_rows);
    const int below = std::max(whole, (inner.bottom + 1) / sample_rows);
    int y = outer.top / sample_rows;
    for (; y < whole; ++y)
        paintEdge(x, y, spans);
    for (; y < below; ++y)
        pixels_[y * stride_ + x] = color_;
    for (; y < end; ++y)
        paintEdge(x, y, spans);
}

void LineRaster::paintEdge(int x, int y, const PixelSpans& spans)
{
    const int top = y * sample_rows;
    int covered = 0;
    for (const Span& span : spans)
        covered += std::max(0, std::min(span.bottom, top + sample_rows - 1) - std::max(span.top, top) + 1);
    QRgb& pixel = pixels_[y * stride_ + x];
    pixel = blend(pixel, color_, covered);
}

}  // namespace slipway

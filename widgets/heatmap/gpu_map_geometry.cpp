// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/heatmap/gpu_map_geometry.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int kNarrowestCell = 14;
constexpr int kWidestCell = 64;
constexpr int kSideGap = 12;

/// Of nodes that stand beside each other.
struct BlockMeasure {
    int cell;
    int gap;
    int cells_in_line;
    int label_height;
    int least_width;
    int space;  ///< Between blocks.
};

constexpr BlockMeasure kBlocks{14, 2, 4, 16, 88, 12};
constexpr BlockMeasure kDots{10, 2, 4, 0, 0, 8};
constexpr BlockMeasure kSpecks{7, 1, 4, 0, 0, 6};

const BlockMeasure& measureOf(GpuMapDensity density)
{
    if (density == GpuMapDensity::Blocks)
        return kBlocks;
    return density == GpuMapDensity::Dots ? kDots : kSpecks;
}

}  // namespace

GpuMapDensity GpuMapGeometry::densityFor(int rows)
{
    constexpr int most_rows = 9;
    constexpr int most_blocks = 48;
    constexpr int most_dots = 150;
    if (rows <= most_rows)
        return GpuMapDensity::Rows;
    if (rows <= most_blocks)
        return GpuMapDensity::Blocks;
    return rows <= most_dots ? GpuMapDensity::Dots : GpuMapDensity::Specks;
}

int GpuMapGeometry::cellWidth() const
{
    if (density != GpuMapDensity::Rows)
        return measureOf(density).cell;
    if (columns == 0)
        return kWidestCell;
    const int room = width - label_width - note_width - 2 * kSideGap;
    return std::clamp(room / columns - kGap, kNarrowestCell, kWidestCell);
}

int GpuMapGeometry::cellsInLine() const
{
    return std::clamp(columns, 1, measureOf(density).cells_in_line);
}

QSize GpuMapGeometry::blockSize() const
{
    const BlockMeasure& measure = measureOf(density);
    const int in_line = cellsInLine();
    const int lines = (std::max(1, columns) + in_line - 1) / in_line;
    const int step = measure.cell + measure.gap;
    return {std::max(measure.least_width, in_line * step - measure.gap),
            measure.label_height + lines * step - measure.gap};
}

int GpuMapGeometry::nodesInLine() const
{
    if (density == GpuMapDensity::Rows)
        return 1;
    const int space = measureOf(density).space;
    return std::max(1, (width + space) / (blockSize().width() + space));
}

QRect GpuMapGeometry::block(int row) const
{
    const QSize size = blockSize();
    const int space = measureOf(density).space;
    const int in_line = nodesInLine();
    return {QPoint(row % in_line * (size.width() + space), row / in_line * (size.height() + space)), size};
}

QRect GpuMapGeometry::cell(GpuMapCell cell) const
{
    if (density == GpuMapDensity::Rows)
        return {label_width + kSideGap + cell.column * (cellWidth() + kGap), cell.row * kRowHeight,
                cellWidth(), kCellHeight};
    const BlockMeasure& measure = measureOf(density);
    const int step = measure.cell + measure.gap;
    const QPoint corner = block(cell.row).topLeft() + QPoint(0, measure.label_height);
    return {corner + QPoint(cell.column % cellsInLine() * step, cell.column / cellsInLine() * step),
            QSize(measure.cell, measure.cell)};
}

QRect GpuMapGeometry::label(int row) const
{
    if (density == GpuMapDensity::Rows)
        return {0, row * kRowHeight, label_width, kCellHeight};
    const QRect place = block(row);
    return {place.left(), place.top(), place.width(), measureOf(density).label_height};
}

QRect GpuMapGeometry::note(int row) const
{
    if (density != GpuMapDensity::Rows)
        return {};
    const int left = label_width + kSideGap + columns * (cellWidth() + kGap) - kGap + kSideGap;
    return {left, row * kRowHeight, std::max(0, width - left), kCellHeight};
}

int GpuMapGeometry::height() const
{
    if (rows == 0)
        return 0;
    if (density != GpuMapDensity::Rows)
        return block(rows - 1).bottom() + 1;
    return rows * kRowHeight - (kRowHeight - kCellHeight);
}

std::optional<GpuMapCell> GpuMapGeometry::at(QPoint point) const
{
    if (point.y() < 0 || point.x() < 0)
        return std::nullopt;
    if (density == GpuMapDensity::Rows) {
        const int right = point.x() - label_width - kSideGap;
        const GpuMapCell found{point.y() / kRowHeight, right / (cellWidth() + kGap)};
        if (right < 0 || found.row >= rows || found.column >= columns || !cell(found).contains(point))
            return std::nullopt;
        return found;
    }
    const QSize step = blockSize() + QSize(1, 1) * measureOf(density).space;
    const int place = point.x() / step.width();
    const int row = point.y() / step.height() * nodesInLine() + place;
    if (place >= nodesInLine() || row >= rows)
        return std::nullopt;
    for (int column = 0; column < columns; ++column)
        if (cell({row, column}).contains(point))
            return GpuMapCell{row, column};
    return std::nullopt;
}

}  // namespace slipway

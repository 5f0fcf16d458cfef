// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/heatmap/gpu_map_geometry.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int kNarrowestCell = 14;
constexpr int kWidestCell = 64;
constexpr int kSideGap = 12;

}  // namespace

int GpuMapGeometry::cellWidth() const
{
    if (columns == 0)
        return kWidestCell;
    const int room = width - label_width - note_width - 2 * kSideGap;
    return std::clamp(room / columns - kGap, kNarrowestCell, kWidestCell);
}

QRect GpuMapGeometry::cell(GpuMapCell cell) const
{
    return {label_width + kSideGap + cell.column * (cellWidth() + kGap), cell.row * kRowHeight, cellWidth(),
            kCellHeight};
}

QRect GpuMapGeometry::label(int row) const
{
    return {0, row * kRowHeight, label_width, kCellHeight};
}

QRect GpuMapGeometry::note(int row) const
{
    const int left = label_width + kSideGap + columns * (cellWidth() + kGap) - kGap + kSideGap;
    return {left, row * kRowHeight, std::max(0, width - left), kCellHeight};
}

std::optional<GpuMapCell> GpuMapGeometry::at(QPoint point) const
{
    if (point.y() < 0 || point.x() < label_width + kSideGap)
        return std::nullopt;
    const GpuMapCell found{point.y() / kRowHeight,
                           (point.x() - label_width - kSideGap) / (cellWidth() + kGap)};
    if (found.row >= rows || found.column >= columns || !cell(found).contains(point))
        return std::nullopt;
    return found;
}

}  // namespace slipway

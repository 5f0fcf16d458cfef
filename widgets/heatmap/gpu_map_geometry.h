// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <QSize>

#include <optional>

namespace slipway {

struct GpuMapCell {
    int row = 0;
    int column = 0;

    bool operator==(const GpuMapCell&) const = default;
};

/// How much room a node has: less the more there are.
enum class GpuMapDensity {
    Rows,    ///< A line for each node, with its name and a note.
    Blocks,  ///< Nodes beside each other, each with its name above its cells.
    Dots,    ///< Cells alone; names are told by tooltips and to screen readers.
    Specks,  ///< The same, as small as can still be pointed at.
};

/// Where the cells of a GpuMap lie.
struct GpuMapGeometry {
    int rows = 0;
    int columns = 0;  ///< Of the longest row.
    int label_width = 0;
    int note_width = 0;
    int width = 0;  ///< Of the widget.
    GpuMapDensity density = GpuMapDensity::Rows;

    static constexpr int kRowHeight = 36;
    static constexpr int kCellHeight = 30;
    static constexpr int kGap = 5;

    /// What so many nodes are shown with.
    static GpuMapDensity densityFor(int rows);

    int cellWidth() const;
    /// Nodes beside each other.
    int nodesInLine() const;
    QRect cell(GpuMapCell cell) const;
    /// Empty where names are not shown.
    QRect label(int row) const;
    QRect note(int row) const;
    int height() const;
    std::optional<GpuMapCell> at(QPoint point) const;

private:
    QRect block(int row) const;
    int cellsInLine() const;
    QSize blockSize() const;
};

}  // namespace slipway

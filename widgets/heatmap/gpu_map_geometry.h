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

/// Where the cells of a GpuMap lie.
struct GpuMapGeometry {
    int rows = 0;
    int columns = 0;  ///< Of the longest row.
    int label_width = 0;
    int note_width = 0;
    int width = 0;  ///< Of the widget.

    static constexpr int kRowHeight = 36;
    static constexpr int kCellHeight = 30;
    static constexpr int kGap = 5;

    int cellWidth() const;
    QRect cell(GpuMapCell cell) const;
    QRect label(int row) const;
    QRect note(int row) const;
    int height() const { return rows > 0 ? rows * kRowHeight - (kRowHeight - kCellHeight) : 0; }
    std::optional<GpuMapCell> at(QPoint point) const;
};

}  // namespace slipway

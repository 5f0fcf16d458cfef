// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace slipway {

struct SeriesPoint {
    double x = 0;
    double y = 0;
};

/// Which column of `columns` equal ones holds an x: x0 is the middle of column 0, x1 of the last one.
/// Monotone in x, so that a reducer and a rasteriser that share it agree on every point.
struct ColumnMap {
    double x0 = 0;
    double x1 = 1;
    std::int64_t columns = 1;

    /// Negative or >= columns when x is outside; clamped a billion columns away.
    std::int64_t columnOf(double x) const;
};

/// What one column of pixels must know of all the points in it (M4).
struct SeriesColumn {
    std::int64_t column = 0;
    double first = 0;
    double min = 0;
    double max = 0;
    double last = 0;

    bool operator==(const SeriesColumn&) const = default;
};

/// One unbroken line. It may begin and end with one column outside the window: the neighbours that the
/// line comes from and goes to.
using SeriesPiece = std::vector<SeriesColumn>;

struct SeriesRange {
    double min = 0;
    double max = 0;

    bool operator==(const SeriesRange&) const = default;
};

/// The points of one curve, append-only, with a pyramid of minima and maxima over them.
///
/// A y that is not finite breaks the line, and so does an x that falls (a restart from a checkpoint);
/// an x that is not finite is dropped. Not thread-safe.
class Series {
public:
    void append(double x, double y);
    /// The next point starts a new line.
    void breakLine() { broken_ = true; }
    void clear();

    /// Finite points held.
    std::size_t size() const { return x_.size(); }
    bool empty() const { return x_.empty(); }
    SeriesPoint at(std::size_t index) const { return {x_[index], y_[index]}; }

    /// Whether the line is broken just before this point.
    bool startsPiece(std::size_t index) const;

    /// Every piece that touches the window, in O(pieces + columns * log size).
    /// Drawing the result equals drawing every point, for any rasteriser that snaps x to these columns.
    std::vector<SeriesPiece> reduce(const ColumnMap& map) const;
    std::vector<SeriesPiece> reduce(double x0, double x1, std::int64_t columns) const
    {
        return reduce(ColumnMap{x0, x1, columns});
    }

    /// Extremes of y over the points with x0 <= x <= x1; nothing when there is none.
    std::optional<SeriesRange> yRange(double x0, double x1) const;
    std::optional<SeriesRange> xRange() const;

    /// The point whose x is nearest; of equals the one appended last.
    std::optional<SeriesPoint> nearest(double x) const;

private:
    struct Extremes {
        double min;
        double max;
    };

    std::size_t pieceEnd(std::size_t piece) const;
    Extremes extremes(std::size_t begin, std::size_t end) const;
    SeriesColumn summary(std::int64_t column, std::size_t begin, std::size_t end) const;
    SeriesPiece reducePiece(std::size_t begin, std::size_t end, const ColumnMap& map) const;
    void grow();

    std::vector<double> x_;
    std::vector<double> y_;
    std::vector<std::size_t> pieces_;             ///< Index of the first point of each piece.
    std::vector<std::vector<Extremes>> pyramid_;  ///< Level l summarises full blocks of 16^(l+1) points.
    bool broken_ = true;                          ///< The next point starts a piece.
};

}  // namespace slipway

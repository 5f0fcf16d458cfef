// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway {

namespace {

constexpr std::size_t kFan = 16;
constexpr double kFarColumn = 1e9;

/// First index in [begin, end) whose column is at least `column`, looked for near `begin` first.
std::size_t firstInColumn(const std::vector<double>& x, std::size_t begin, std::size_t end,
                          const ColumnMap& map, std::int64_t column)
{
    std::size_t step = 1;
    std::size_t low = begin;
    std::size_t high = begin;
    while (high < end && map.columnOf(x[high]) < column) {
        low = high + 1;
        high = std::min(end, high + step);
        step *= 2;
    }
    const auto from = x.begin();
    const auto found = std::partition_point(from + static_cast<std::ptrdiff_t>(low),
                                            from + static_cast<std::ptrdiff_t>(high),
                                            [&](double value) { return map.columnOf(value) < column; });
    return static_cast<std::size_t>(found - from);
}

}  // namespace

std::int64_t ColumnMap::columnOf(double x) const
{
    if (columns <= 1 || !(x1 > x0))
        return x < x0 ? -1 : x > x1 ? columns : 0;
    const double scale = static_cast<double>(columns - 1) / (x1 - x0);
    return static_cast<std::int64_t>(std::floor(std::clamp((x - x0) * scale, -kFarColumn, kFarColumn) + 0.5));
}

void Series::append(double x, double y)
{
    if (!std::isfinite(x))
        return;
    if (!std::isfinite(y)) {
        broken_ = true;
        return;
    }
    if (broken_ || x < x_.back())
        pieces_.push_back(x_.size());
    broken_ = false;
    x_.push_back(x);
    y_.push_back(y);
    grow();
}

void Series::clear()
{
    *this = Series();
}

void Series::grow()
{
    std::size_t count = size();
    for (std::size_t level = 0; count % kFan == 0; ++level, count /= kFan) {
        if (pyramid_.size() == level)
            pyramid_.emplace_back();
        Extremes block{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
        for (std::size_t i = count - kFan; i < count; ++i) {
            const Extremes part = level == 0 ? Extremes{y_[i], y_[i]} : pyramid_[level - 1][i];
            block = {std::min(block.min, part.min), std::max(block.max, part.max)};
        }
        pyramid_[level].push_back(block);
    }
}

bool Series::startsPiece(std::size_t index) const
{
    return std::binary_search(pieces_.begin(), pieces_.end(), index);
}

std::size_t Series::pieceEnd(std::size_t piece) const
{
    return piece + 1 < pieces_.size() ? pieces_[piece + 1] : size();
}

Series::Extremes Series::extremes(std::size_t begin, std::size_t end) const
{
    Extremes result{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (std::size_t level = 0; begin < end; ++level, begin /= kFan, end /= kFan) {
        const auto take = [&](std::size_t i) {
            const Extremes part = level == 0 ? Extremes{y_[i], y_[i]} : pyramid_[level - 1][i];
            result = {std::min(result.min, part.min), std::max(result.max, part.max)};
        };
        while (begin < end && begin % kFan != 0)
            take(begin++);
        while (begin < end && end % kFan != 0)
            take(--end);
    }
    return result;
}

SeriesColumn Series::summary(std::int64_t column, std::size_t begin, std::size_t end) const
{
    const Extremes range = extremes(begin, end);
    return {column, y_[begin], range.min, range.max, y_[end - 1]};
}

SeriesPiece Series::reducePiece(std::size_t begin, std::size_t end, const ColumnMap& map) const
{
    if (map.columnOf(x_[end - 1]) < 0 || map.columnOf(x_[begin]) >= map.columns)
        return {};
    SeriesPiece piece;
    std::size_t next = firstInColumn(x_, begin, end, map, 0);
    if (next > begin)
        piece.push_back(summary(map.columnOf(x_[next - 1]), next - 1, next));
    while (next < end) {
        const std::int64_t column = map.columnOf(x_[next]);
        const bool beyond = column >= map.columns;
        const std::size_t after = beyond ? next + 1 : firstInColumn(x_, next, end, map, column + 1);
        piece.push_back(summary(column, next, after));
        if (beyond)
            break;
        next = after;
    }
    return piece;
}

std::vector<SeriesPiece> Series::reduce(const ColumnMap& map) const
{
    std::vector<SeriesPiece> pieces;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        SeriesPiece piece = reducePiece(pieces_[i], pieceEnd(i), map);
        if (!piece.empty())
            pieces.push_back(std::move(piece));
    }
    return pieces;
}

std::optional<SeriesRange> Series::yRange(double x0, double x1) const
{
    std::optional<SeriesRange> range;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const auto first = x_.begin() + static_cast<std::ptrdiff_t>(pieces_[i]);
        const auto last = x_.begin() + static_cast<std::ptrdiff_t>(pieceEnd(i));
        const auto begin = static_cast<std::size_t>(std::lower_bound(first, last, x0) - x_.begin());
        const auto end = static_cast<std::size_t>(std::upper_bound(first, last, x1) - x_.begin());
        if (begin >= end)
            continue;
        const Extremes part = extremes(begin, end);
        range = range ? SeriesRange{std::min(range->min, part.min), std::max(range->max, part.max)}
                      : SeriesRange{part.min, part.max};
    }
    return range;
}

std::optional<SeriesRange> Series::xRange() const
{
    if (empty())
        return std::nullopt;
    SeriesRange range{x_.front(), x_.front()};
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        range.min = std::min(range.min, x_[pieces_[i]]);
        range.max = std::max(range.max, x_[pieceEnd(i) - 1]);
    }
    return range;
}

std::optional<SeriesPoint> Series::nearest(double x) const
{
    std::optional<SeriesPoint> best;
    const auto consider = [&](std::size_t index) {
        if (!best || std::abs(x_[index] - x) <= std::abs(best->x - x))
            best = at(index);
    };
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const auto first = x_.begin() + static_cast<std::ptrdiff_t>(pieces_[i]);
        const auto last = x_.begin() + static_cast<std::ptrdiff_t>(pieceEnd(i));
        const auto after = static_cast<std::size_t>(std::upper_bound(first, last, x) - x_.begin());
        if (after > pieces_[i])
            consider(after - 1);
        if (after < pieceEnd(i))
            consider(after);
    }
    return best;
}

}  // namespace slipway

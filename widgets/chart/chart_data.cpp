// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_data.h"

#include <algorithm>

namespace slipway {

namespace {

SeriesRange united(const std::optional<SeriesRange>& a, const SeriesRange& b)
{
    return a ? SeriesRange{std::min(a->min, b.min), std::max(a->max, b.max)} : b;
}

}  // namespace

ChartData::ChartData(QString title, QObject* parent) : QObject(parent), title_(std::move(title)) {}

ChartData::~ChartData() = default;

void ChartData::setXKind(ChartX kind)
{
    x_kind_ = kind;
    Q_EMIT changed();
}

const ChartSeries* ChartData::find(const QString& series) const
{
    const auto found =
        std::find_if(series_.begin(), series_.end(), [&](const auto& one) { return one->name == series; });
    return found == series_.end() ? nullptr : found->get();
}

ChartSeries& ChartData::obtain(const QString& series)
{
    for (const auto& one : series_) {
        if (one->name == series)
            return *one;
    }
    auto added = std::make_unique<ChartSeries>();
    added->name = series;
    added->color = static_cast<int>(series_.size());
    added->average = MovingAverage(smoothing_);
    series_.push_back(std::move(added));
    return *series_.back();
}

void ChartData::append(const QString& series, std::span<const SeriesPoint> points)
{
    ChartSeries& target = obtain(series);
    for (const SeriesPoint& point : points) {
        target.raw.append(point.x, point.y);
        if (smooths())
            target.smoothed.append(point.x, target.average.next(point.y));
    }
    Q_EMIT changed();
}

void ChartData::setColor(const QString& series, int color_index)
{
    obtain(series).color = color_index;
    Q_EMIT changed();
}

void ChartData::setVisible(const QString& series, bool visible)
{
    if (find(series) == nullptr)
        return;
    obtain(series).visible = visible;
    Q_EMIT changed();
}

void ChartData::remove(const QString& series)
{
    std::erase_if(series_, [&](const auto& one) { return one->name == series; });
    Q_EMIT changed();
}

void ChartData::clear()
{
    series_.clear();
    Q_EMIT changed();
}

void ChartData::setSmoothing(double weight)
{
    weight = std::clamp(weight, 0.0, 0.999);
    if (weight == smoothing_)
        return;
    smoothing_ = weight;
    for (const auto& one : series_) {
        one->average = MovingAverage(weight);
        one->smoothed.clear();
        for (std::size_t i = 0; smooths() && i < one->raw.size(); ++i) {
            const SeriesPoint point = one->raw.at(i);
            if (one->raw.startsPiece(i))
                one->smoothed.breakLine();
            one->smoothed.append(point.x, one->average.next(point.y));
        }
    }
    Q_EMIT changed();
}

std::optional<SeriesRange> ChartData::xRange() const
{
    std::optional<SeriesRange> range;
    for (const auto& one : series_) {
        if (const auto part = one->raw.xRange(); one->visible && part)
            range = united(range, *part);
    }
    return range;
}

std::optional<SeriesRange> ChartData::yRange(double x0, double x1) const
{
    std::optional<SeriesRange> range;
    for (const auto& one : series_) {
        if (const auto part = shown(*one).yRange(x0, x1); one->visible && part)
            range = united(range, *part);
    }
    return range;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/series.h"
#include "widgets/chart/raster/moving_average.h"

#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace slipway {

/// One curve and its smoothed twin.
struct ChartSeries {
    QString name;
    int color = 0;  ///< Index into Tokens::series.
    bool visible = true;
    Series raw;
    Series smoothed;  ///< Empty while there is no smoothing.
    MovingAverage average{0};
};

/// What x counts, and so how it is written.
enum class ChartX { Step, RelativeTime, WallTime };

/// The curves of one chart; several views may show it. Lives in the GUI thread.
class ChartData : public QObject {
    Q_OBJECT

public:
    explicit ChartData(QString title, QObject* parent = nullptr);
    ~ChartData() override;

    QString title() const { return title_; }
    ChartX xKind() const { return x_kind_; }
    void setXKind(ChartX kind);

    /// Appends to the named curve, which comes into being with the next colour when it is new.
    void append(const QString& series, std::span<const SeriesPoint> points);
    void setColor(const QString& series, int color_index);
    void setVisible(const QString& series, bool visible);
    void remove(const QString& series);
    void clear();

    /// Weight of the debiased moving average, 0 (none) to 0.999.
    void setSmoothing(double weight);
    double smoothing() const { return smoothing_; }
    bool smooths() const { return smoothing_ > 0; }

    const std::vector<std::unique_ptr<ChartSeries>>& series() const { return series_; }
    const ChartSeries* find(const QString& series) const;

    /// The curve as it is to be read: smoothed when there is smoothing.
    const Series& shown(const ChartSeries& series) const { return smooths() ? series.smoothed : series.raw; }

    std::optional<SeriesRange> xRange() const;
    /// Over the curves as they are to be read.
    std::optional<SeriesRange> yRange(double x0, double x1) const;

Q_SIGNALS:
    /// Points, curves or smoothing changed; many times a second while data stream in.
    void changed();

private:
    ChartSeries& obtain(const QString& series);

    QString title_;
    ChartX x_kind_ = ChartX::Step;
    double smoothing_ = 0;
    std::vector<std::unique_ptr<ChartSeries>> series_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QMap>
#include <QScrollArea>
#include <QSet>

namespace slipway {

class ChartCard;
class Theme;

/// The cards of all metrics, in order of name, as many beside each other as fit; they share smoothing,
/// scale, colours of runs and the crosshair.
class ChartGrid : public QScrollArea {
    Q_OBJECT

public:
    explicit ChartGrid(const Theme& theme, QWidget* parent = nullptr);

    /// Points of one metric (such as "train/loss") of one run; both come into being when new.
    void append(const QString& metric, const QString& run, std::span<const SeriesPoint> points);
    void clear();

    void setSmoothing(double weight);
    void setScale(ChartScale scale);
    void setXKind(ChartX kind);
    void setRunVisible(const QString& run, bool visible);
    void removeRun(const QString& run);
    /// The colour every chart gives this run: an index into Tokens::series.
    int colorOf(const QString& run) const { return colors_.value(run, 0); }
    /// A regular expression on names of metrics; empty shows all.
    void setMetricFilter(const QString& pattern);

    QStringList metrics() const { return cards_.keys(); }
    QStringList runs() const { return colors_.keys(); }
    /// nullptr when there is none.
    ChartCard* card(const QString& metric) const { return cards_.value(metric); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    ChartCard& obtain(const QString& metric);
    void arrange();

    const Theme& theme_;
    QMap<QString, ChartCard*> cards_;
    QMap<QString, int> colors_;
    QSet<QString> hidden_;
    int next_color_ = 0;
    QString filter_;
    double smoothing_ = 0;
    ChartScale scale_ = ChartScale::Linear;
    ChartX x_kind_ = ChartX::Step;
};

}  // namespace slipway

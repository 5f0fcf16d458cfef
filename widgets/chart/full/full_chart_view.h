// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QImage>
#include <QPointer>
#include <QTimer>
#include <QtCharts/QChartView>

#include <optional>

namespace slipway {

class ChartTooltip;
class Theme;

/// Axes, grid and legend of Qt Charts with our curves drawn into its plot area. Drag zooms into a range of
/// x, a double click shows all again; hovering lists the values there.
class FullChartView : public QChartView {
    Q_OBJECT

public:
    FullChartView(ChartData& curves, const Theme& theme, QWidget* parent = nullptr);

    void setScale(ChartScale scale);

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void rebuildAxes();
    void refreshRanges();
    void refreshLegend();
    PlotGeometry plotGeometry() const;
    double xUnder(QPointF point) const;
    qreal placeOf(double x) const;
    void hoverAt(QPointF point);
    void hideValues();

    ChartData& data_;
    const Theme& theme_;
    QTimer timer_;
    ChartScale scale_ = ChartScale::Linear;
    std::optional<SeriesRange> zoom_;
    std::optional<SeriesRange> dragged_;
    std::optional<double> crosshair_;
    QPointer<ChartTooltip> tooltip_;
    SeriesRange x_{0, 1};
    SeriesRange y_{0, 1};
};

}  // namespace slipway

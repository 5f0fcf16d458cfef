// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_data.h"
#include "widgets/chart/raster/plot_geometry.h"

#include <QImage>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace slipway {

class ChartTooltip;
class Theme;

/// Curves over light axes of our own. Drag zooms into a box, a double click shows everything again, the
/// wheel with Ctrl zooms around the pointer; hovering lists the values there.
class ChartView : public QWidget {
    Q_OBJECT

public:
    /// The data must outlive the view.
    ChartView(ChartData& curves, const Theme& theme, QWidget* parent = nullptr);
    ~ChartView() override;

    void setScale(ChartScale scale);
    ChartScale scale() const { return scale_; }
    /// Nothing shows all.
    void setZoom(std::optional<QRectF> x_and_y);
    bool isZoomed() const { return zoom_.has_value(); }
    /// Moves the crosshair, such as to where another chart has it; nothing hides it.
    void setCrosshair(std::optional<double> x);

    /// The geometry of what is painted now.
    PlotGeometry plotGeometry() const;

    QSize sizeHint() const override { return {380, 220}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

Q_SIGNALS:
    void crosshairMoved(std::optional<double> x);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Axes;

    Axes axes() const;
    void scheduleRepaint();
    void paintNote(QPainter& painter) const;
    void renderCurves(const PlotGeometry& geometry);
    void paintAxes(QPainter& painter, const Axes& axes) const;
    void paintCrosshair(QPainter& painter, const Axes& axes) const;
    void paintZoomBox(QPainter& painter) const;
    void hoverAt(QPoint at);
    void hideValues();
    void zoomBy(double factor, double center);
    void zoomToBox();
    void describe();
    void sayCrosshair();

    ChartData& data_;
    const Theme& theme_;
    ChartScale scale_ = ChartScale::Linear;
    std::optional<QRectF> zoom_;
    std::optional<double> crosshair_;
    std::optional<QPoint> drag_from_;
    QPoint drag_to_;
    QImage curves_;
    bool stale_ = true;
    QTimer repaint_timer_;
    QPointer<ChartTooltip> tooltip_;  ///< A child of the window, so that it may stick out of the chart.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/full/full_chart_view.h"

#include "widgets/chart/chart_tooltip.h"
#include "widgets/chart/chart_values.h"
#include "widgets/chart/raster/curve_image.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace slipway {

using namespace std::chrono_literals;

FullChartView::FullChartView(ChartData& curves, const Theme& theme, QWidget* parent)
    : QChartView(new QChart, parent), data_(curves), theme_(theme)
{
    setFrameShape(NoFrame);
    setAccessibleName(curves.title());
    setMouseTracking(true);
    chart()->setBackgroundRoundness(0);
    chart()->setMargins(QMargins(4, 4, 12, 4));
    chart()->legend()->setAlignment(Qt::AlignBottom);
    timer_.setSingleShot(true);
    timer_.setInterval(33ms);
    timer_.callOnTimeout(this, [this] {
        refreshLegend();
        refreshRanges();
    });
    const auto later = [this] {
        if (!timer_.isActive())
            timer_.start();
    };
    connect(&curves, &ChartData::changed, this, later);
    connect(&theme, &Theme::changed, this, [this] {
        rebuildAxes();
        refreshRanges();
    });
    refreshLegend();
    rebuildAxes();
    refreshRanges();
}

void FullChartView::setScale(ChartScale scale)
{
    scale_ = scale;
    rebuildAxes();
    refreshRanges();
}

void FullChartView::rebuildAxes()
{
    const Tokens& tokens = theme_.tokens();
    QAbstractAxis* y = nullptr;
    if (scale_ == ChartScale::Log) {
        auto* log = new QLogValueAxis;
        log->setBase(10);
        log->setLabelFormat(QStringLiteral("%g"));
        log->setMinorTickCount(-1);
        y = log;
    } else {
        auto* linear = new QValueAxis;
        linear->setTickType(QValueAxis::TicksDynamic);
        linear->setLabelFormat(QStringLiteral("%g"));
        y = linear;
    }
    auto* x = new QValueAxis;
    x->setTickType(QValueAxis::TicksDynamic);
    x->setLabelFormat(QStringLiteral("%g"));
    for (QAbstractAxis* axis : chart()->axes()) {
        chart()->removeAxis(axis);
        axis->deleteLater();
    }
    chart()->addAxis(x, Qt::AlignBottom);
    chart()->addAxis(y, Qt::AlignLeft);
    for (QAbstractSeries* series : chart()->series()) {
        series->attachAxis(x);
        series->attachAxis(y);
    }
    QFont small = Theme::font();
    small.setPixelSize(11);
    for (QAbstractAxis* axis : chart()->axes()) {
        axis->setLabelsFont(small);
        axis->setLabelsColor(tokens.dimText);
        axis->setLinePenColor(tokens.line);
        axis->setGridLineColor(tokens.line);
    }
    x->setGridLineVisible(false);
    chart()->setBackgroundBrush(tokens.panel);
    chart()->legend()->setLabelColor(tokens.text);
    chart()->legend()->setFont(Theme::font());
    setBackgroundBrush(tokens.panel);
}

void FullChartView::refreshLegend()
{
    const QList<QAbstractAxis*> axes = chart()->axes();
    chart()->removeAllSeries();
    for (const auto& one : data_.series()) {
        if (!one->visible)
            continue;
        auto* series = new QLineSeries;  // Without points: it is there for the legend alone.
        series->setName(one->name);
        series->setColor(theme_.tokens().seriesColor(one->color));
        chart()->addSeries(series);
        for (QAbstractAxis* axis : axes)
            series->attachAxis(axis);
        for (QLegendMarker* marker : chart()->legend()->markers(series))
            marker->setPen(QPen(series->color()));
    }
}

void FullChartView::refreshRanges()
{
    x_ = zoom_.value_or(data_.xRange().value_or(SeriesRange{0, 1}));
    if (!(x_.max > x_.min))
        x_ = {x_.min - 1, x_.max + 1};
    y_ = paddedRange(data_.yRange(x_.min, x_.max).value_or(SeriesRange{0, 1}), scale_);
    const auto fit = [](QAbstractAxis* axis, const SeriesRange& range, int wanted) {
        axis->setRange(range.min, range.max);
        if (auto* linear = qobject_cast<QValueAxis*>(axis)) {
            const double rough = (range.max - range.min) / wanted;
            const double power = std::pow(10.0, std::floor(std::log10(rough)));
            const double factor = rough / power;
            linear->setTickInterval(power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10));
            linear->setTickAnchor(0);
        }
    };
    fit(chart()->axes(Qt::Horizontal).first(), x_, std::max(2, width() / 120));
    fit(chart()->axes(Qt::Vertical).first(), y_, std::max(2, height() / 60));
    viewport()->update();
}

PlotGeometry FullChartView::plotGeometry() const
{
    const QSizeF pixels = chart()->plotArea().size() * devicePixelRatioF();
    return {pixels.toSize(), x_.min, x_.max, y_.min, y_.max, scale_};
}

void FullChartView::drawForeground(QPainter* painter, const QRectF& /*rect*/)
{
    const PlotGeometry now = plotGeometry();
    if (now.pixels.isEmpty())
        return;
    QImage curves = curveImage(data_, now, theme_.tokens(), curve_width * devicePixelRatioF());
    curves.setDevicePixelRatio(devicePixelRatioF());
    const QRectF area = chart()->plotArea();
    painter->drawImage(QPointF(std::round(area.left()), std::round(area.top())), curves);
    if (crosshair_) {
        painter->setPen(QPen(theme_.tokens().dimText, 1, Qt::DashLine));
        const qreal x = std::floor(placeOf(*crosshair_)) + 0.5;
        painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    if (dragged_) {
        QColor tint = theme_.tokens().accent;
        tint.setAlphaF(0.15F);
        painter->fillRect(QRectF(QPointF(placeOf(dragged_->min), area.top()),
                                 QPointF(placeOf(dragged_->max), area.bottom()))
                              .normalized(),
                          tint);
    }
}

double FullChartView::xUnder(QPointF point) const
{
    const QRectF area = chart()->plotArea();
    return x_.min + (point.x() - area.left()) * (x_.max - x_.min) / area.width();
}

qreal FullChartView::placeOf(double x) const
{
    const QRectF area = chart()->plotArea();
    return area.left() + (x - x_.min) * area.width() / (x_.max - x_.min);
}

void FullChartView::hoverAt(QPointF point)
{
    const ChartValues values = valuesAt(data_, xUnder(point), theme_.tokens());
    if (!values.x || !chart()->plotArea().contains(point)) {
        hideValues();
        return;
    }
    crosshair_ = values.x;
    if (!tooltip_)
        tooltip_ = new ChartTooltip(theme_, window());
    tooltip_->showValues(values.heading, values.rows, mapTo(window(), point.toPoint()));
    viewport()->update();
}

void FullChartView::hideValues()
{
    crosshair_.reset();
    if (tooltip_)
        tooltip_->hide();
    viewport()->update();
}

void FullChartView::leaveEvent(QEvent* event)
{
    hideValues();
    QChartView::leaveEvent(event);
}

void FullChartView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    refreshRanges();
}

void FullChartView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !chart()->plotArea().contains(event->position()))
        return;
    const double x = xUnder(event->position());
    dragged_ = SeriesRange{x, x};
}

void FullChartView::mouseMoveEvent(QMouseEvent* event)
{
    if (!dragged_) {
        hoverAt(event->position());
        return;
    }
    dragged_->max = std::clamp(xUnder(event->position()), x_.min, x_.max);
    viewport()->update();
}

void FullChartView::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    if (!dragged_)
        return;
    const SeriesRange range{std::min(dragged_->min, dragged_->max), std::max(dragged_->min, dragged_->max)};
    dragged_.reset();
    if (range.max - range.min > (x_.max - x_.min) * 0.005)
        zoom_ = range;
    refreshRanges();
}

void FullChartView::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    dragged_.reset();
    zoom_.reset();
    refreshRanges();
}

}  // namespace slipway

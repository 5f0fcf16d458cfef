// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_view.h"

#include "widgets/chart/chart_axes.h"
#include "widgets/chart/chart_tooltip.h"
#include "widgets/chart/raster/curve_image.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace slipway {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTop = 8;
constexpr int kRight = 14;
constexpr int kBottom = 24;
constexpr int kTickGap = 8;
constexpr int kXTickRoom = 72;
constexpr int kYTickRoom = 44;

QFont tickFont(QFont font)
{
    font.setPixelSize(11);
    return font;
}

}  // namespace

ChartView::ChartView(ChartData& curves, const Theme& theme, QWidget* parent)
    : QWidget(parent), data_(curves), theme_(theme)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(curves.title());
    repaint_timer_.setSingleShot(true);
    repaint_timer_.setInterval(33ms);
    repaint_timer_.callOnTimeout(this, [this] {
        describe();
        update();
    });
    connect(&curves, &ChartData::changed, this, &ChartView::scheduleRepaint);
    connect(&theme, &Theme::changed, this, &ChartView::scheduleRepaint);
    describe();
}

ChartView::~ChartView()
{
    delete tooltip_;
}

void ChartView::scheduleRepaint()
{
    stale_ = true;
    if (!repaint_timer_.isActive())
        repaint_timer_.start();
}

void ChartView::setScale(ChartScale scale)
{
    scale_ = scale;
    scheduleRepaint();
}

void ChartView::setZoom(std::optional<QRectF> x_and_y)
{
    zoom_ = x_and_y;
    scheduleRepaint();
    Q_EMIT zoomChanged();
}

void ChartView::setCrosshair(std::optional<double> x)
{
    if (x == crosshair_)
        return;
    crosshair_ = x;
    update();
}

PlotGeometry ChartView::plotGeometry() const
{
    return axes().geometry;
}

ChartView::Axes ChartView::axes() const
{
    Axes axes;
    SeriesRange x = data_.xRange().value_or(SeriesRange{0, 1});
    if (!(x.max > x.min))
        x = {x.min - 1, x.max + 1};
    if (zoom_)
        x = {zoom_->left(), zoom_->right()};
    SeriesRange y = paddedRange(data_.yRange(x.min, x.max).value_or(SeriesRange{0, 1}), scale_);
    if (zoom_)
        y = {zoom_->top(), zoom_->bottom()};
    const int rows = std::max(2, (height() - kTop - kBottom) / kYTickRoom);
    axes.y_ticks = scale_ == ChartScale::Log ? logTicks(y.min, y.max, rows) : linearTicks(y.min, y.max, rows);
    int labels = 0;
    const QFontMetrics metrics(tickFont(font()));
    for (const Tick& tick : axes.y_ticks)
        labels = std::max(labels, metrics.horizontalAdvance(tick.label));
    axes.plot = QRect(labels + kTickGap + 8, kTop, 1, 1);
    axes.plot.setRight(std::max(axes.plot.left() + 1, width() - kRight));
    axes.plot.setBottom(std::max(axes.plot.top() + 1, height() - kBottom));
    axes.x_ticks = xTicks(data_.xKind(), x.min, x.max, std::max(2, axes.plot.width() / kXTickRoom));
    const QSizeF pixels = QSizeF(axes.plot.size()) * devicePixelRatioF();
    axes.geometry = {pixels.toSize(), x.min, x.max, y.min, y.max, scale_};
    return axes;
}

void ChartView::renderCurves(const PlotGeometry& geometry)
{
    if (!stale_ && curves_.size() == geometry.pixels)
        return;
    curves_ = curveImage(data_, geometry, theme_.tokens(), curve_width * devicePixelRatioF());
    stale_ = false;
}

void ChartView::paintEvent(QPaintEvent* /*event*/)
{
    const Axes now = axes();
    renderCurves(now.geometry);
    QPainter painter(this);
    if (data_.xRange())
        paintAxes(painter, now);
    curves_.setDevicePixelRatio(devicePixelRatioF());
    painter.drawImage(now.plot.topLeft(), curves_);
    if (!data_.xRange())
        paintNote(painter);
    if (crosshair_)
        paintCrosshair(painter, now);
    if (drag_from_)
        paintZoomBox(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme_.tokens().accent);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
}

void ChartView::paintNote(QPainter& painter) const
{
    painter.setPen(theme_.tokens().dimText);
    painter.drawText(rect(), Qt::AlignCenter, tr("No points yet"));
}

void ChartView::paintAxes(QPainter& painter, const Axes& axes) const
{
    const Tokens& tokens = theme_.tokens();
    const qreal ratio = devicePixelRatioF();
    painter.setFont(tickFont(font()));
    const QRect& plot = axes.plot;
    for (const Tick& tick : axes.y_ticks) {
        const qreal y = axes.yOf(tick.value, ratio);
        painter.fillRect(QRectF(plot.left(), y, plot.width(), 1 / ratio), tokens.line);
        painter.setPen(tokens.dimText);
        painter.drawText(QRectF(0, y - 8, plot.left() - kTickGap, 16), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
    for (const Tick& tick : axes.x_ticks) {
        const qreal x = axes.xOf(tick.value, ratio);
        const qreal half = QFontMetricsF(painter.font()).horizontalAdvance(tick.label) / 2;
        const qreal left = std::min(x - half, width() - 2 * half - 1);
        painter.drawText(QRectF(left, plot.bottom() + 5, 2 * half + 1, 16), Qt::AlignCenter, tick.label);
    }
    painter.setFont(font());
}

void ChartView::paintCrosshair(QPainter& painter, const Axes& axes) const
{
    const Tokens& tokens = theme_.tokens();
    const qreal x = std::floor(axes.xOf(*crosshair_, devicePixelRatioF())) + 0.5;
    if (x < axes.plot.left() || x > axes.plot.right() + 1)
        return;
    painter.setPen(QPen(tokens.dimText, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, axes.plot.top()), QPointF(x, axes.plot.bottom()));
}

void ChartView::paintZoomBox(QPainter& painter) const
{
    QColor tint = theme_.tokens().accent;
    painter.setPen(tint);
    tint.setAlphaF(0.12F);
    painter.setBrush(tint);
    painter.drawRect(QRect(*drag_from_, drag_to_).normalized());
}

void ChartView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void ChartView::describe()
{
    QStringList latest;
    for (const auto& series : data_.series()) {
        const Series& shown = data_.shown(*series);
        if (series->visible && !shown.empty())
            latest.append(u"%1: %2"_s.arg(series->name, valueText(shown.at(shown.size() - 1).y)));
    }
    setAccessibleDescription(latest.isEmpty() ? tr("No points yet") : latest.join(u", "_s));
}

}  // namespace slipway

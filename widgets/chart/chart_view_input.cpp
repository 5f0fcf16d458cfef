// SPDX-License-Identifier: GPL-3.0-or-later
// How mouse and keyboard move ChartView.
#include "widgets/chart/chart_axes.h"
#include "widgets/chart/chart_tooltip.h"
#include "widgets/chart/chart_values.h"
#include "widgets/chart/chart_view.h"
#include "widgets/form/status/announce.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace slipway {

namespace {

constexpr int kSmallestDrag = 5;
constexpr double kZoomStep = 1.25;

}  // namespace

void ChartView::hoverAt(QPoint at)
{
    const Axes now = axes();
    if (!now.plot.contains(at) || !data_.xRange()) {
        hideValues();
        return;
    }
    const double x = now.geometry.xAt((at.x() - now.plot.left()) * devicePixelRatioF());
    const ChartValues values = valuesAt(data_, x, theme_.tokens());
    setCrosshair(values.x);
    Q_EMIT crosshairMoved(values.x);
    if (!values.x)
        return;
    if (!tooltip_)
        tooltip_ = new ChartTooltip(theme_, window());
    tooltip_->showValues(values.heading, values.rows, mapTo(window(), at));
}

void ChartView::hideValues()
{
    if (tooltip_)
        tooltip_->hide();
    setCrosshair(std::nullopt);
    Q_EMIT crosshairMoved(std::nullopt);
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::LeftButton && axes().plot.contains(at)) {
        drag_from_ = at;
        drag_to_ = at;
    }
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (!drag_from_) {
        hoverAt(at);
        return;
    }
    const QRect plot = axes().plot;
    drag_to_ = {std::clamp(at.x(), plot.left(), plot.right()), std::clamp(at.y(), plot.top(), plot.bottom())};
    update();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && drag_from_)
        zoomToBox();
}

void ChartView::zoomToBox()
{
    const QRect box = QRect(*drag_from_, drag_to_).normalized();
    drag_from_.reset();
    update();
    if (box.width() < kSmallestDrag && box.height() < kSmallestDrag)
        return;
    const Axes now = axes();
    const qreal ratio = devicePixelRatioF();
    const auto x = [&](int at) { return now.geometry.xAt((at - now.plot.left()) * ratio); };
    const auto y = [&](int at) { return now.geometry.yAt((at - now.plot.top()) * ratio); };
    QRectF zoom(QPointF(now.geometry.x0, now.geometry.y0), QPointF(now.geometry.x1, now.geometry.y1));
    if (box.width() >= kSmallestDrag) {
        zoom.setLeft(x(box.left()));
        zoom.setRight(x(box.right()));
    }
    if (box.height() >= kSmallestDrag) {
        zoom.setTop(y(box.bottom()));
        zoom.setBottom(y(box.top()));
    }
    setZoom(zoom);
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    drag_from_.reset();
    setZoom(std::nullopt);
}

void ChartView::zoomBy(double factor, double center)
{
    const PlotGeometry now = plotGeometry();
    QRectF zoom(QPointF(now.x0, now.y0), QPointF(now.x1, now.y1));
    zoom.setLeft(center - (center - now.x0) / factor);
    zoom.setRight(center + (now.x1 - center) / factor);
    setZoom(zoom);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier) || !data_.xRange()) {
        event->ignore();
        return;
    }
    const Axes now = axes();
    const double center = now.geometry.xAt((event->position().x() - now.plot.left()) * devicePixelRatioF());
    zoomBy(event->angleDelta().y() > 0 ? kZoomStep : 1 / kZoomStep, center);
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    const Axes now = axes();
    const double middle = (now.geometry.x0 + now.geometry.x1) / 2;
    const double at = crosshair_.value_or(middle);
    const auto walk = [&](int direction) {
        const double x = at + direction * (now.geometry.x1 - now.geometry.x0) / 100;
        hoverAt({static_cast<int>(now.xOf(x, devicePixelRatioF())), now.plot.center().y()});
        sayCrosshair();
    };
    switch (event->key()) {
    case Qt::Key_Left:
        walk(-1);
        break;
    case Qt::Key_Right:
        walk(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(kZoomStep, at);
        break;
    case Qt::Key_Minus:
        zoomBy(1 / kZoomStep, at);
        break;
    case Qt::Key_0:
    case Qt::Key_Home:
        setZoom(std::nullopt);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ChartView::sayCrosshair()
{
    if (!crosshair_)
        return;
    const ChartValues values = valuesAt(data_, *crosshair_, theme_.tokens());
    QStringList said{values.heading};
    for (const auto& row : values.rows)
        said << row.name + QStringLiteral(": ") + row.value;
    announce(*this, said.join(QStringLiteral(", ")));
    describe();
}

void ChartView::hideEvent(QHideEvent* event)
{
    // Nobody is told: a chart is hidden while its grid is being destroyed, too.
    if (tooltip_)
        tooltip_->hide();
    setCrosshair(std::nullopt);
    QWidget::hideEvent(event);
}

void ChartView::leaveEvent(QEvent* event)
{
    hideValues();
    QWidget::leaveEvent(event);
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/soft_shadow.h"

#include <QEvent>
#include <QImage>
#include <QPainter>

#include <cmath>
#include <vector>

namespace slipway {

namespace {

constexpr int reach = 20;   ///< How far it goes beyond the body.
constexpr int drop = 6;     ///< How far it falls.
constexpr double blur = 8;  ///< The standard deviation of its edge.

/// How much of a bar from `begin` to `end` is left after blurring, at each of `count` pixels.
std::vector<double> blurredBar(int count, double begin, double end, double deviation)
{
    std::vector<double> values(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const double at = i + 0.5;
        const double scale = deviation * std::sqrt(2.0);
        values[static_cast<std::size_t>(i)] =
            (std::erf((at - begin) / scale) - std::erf((at - end) / scale)) / 2;
    }
    return values;
}

}  // namespace

SoftShadow::SoftShadow(QWidget& body, int strength)
    : QWidget(body.parentWidget()), body_(body), strength_(strength)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(body.isVisible());
    body.installEventFilter(this);
    connect(&body, &QObject::destroyed, this, &QObject::deleteLater);
    follow();
}

bool SoftShadow::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::ZOrderChange:
        follow();
        break;
    case QEvent::Show:
    case QEvent::Hide:
        setVisible(event->type() == QEvent::Show);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void SoftShadow::follow()
{
    setGeometry(body_.geometry().adjusted(-reach, -reach, reach, reach + drop));
    stackUnder(&body_);
}

// The blur of a rectangle is the product of the blurs of its sides.
void SoftShadow::render()
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    const auto across = blurredBar(pixels.width(), reach * ratio, (width() - reach) * ratio, blur * ratio);
    const auto down =
        blurredBar(pixels.height(), (reach + drop) * ratio, (height() - reach) * ratio, blur * ratio);
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < pixels.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < pixels.width(); ++x)
            line[x] = qRgba(0, 0, 0,
                            static_cast<int>(strength_ * across[static_cast<std::size_t>(x)] *
                                             down[static_cast<std::size_t>(y)]));
    }
    shadow_ = QPixmap::fromImage(image);
    shadow_.setDevicePixelRatio(ratio);
    rendered_ = size();
}

void SoftShadow::paintEvent(QPaintEvent* /*event*/)
{
    if (rendered_ != size() || shadow_.devicePixelRatio() != devicePixelRatioF())
        render();
    QPainter(this).drawPixmap(0, 0, shadow_);
}

}  // namespace slipway

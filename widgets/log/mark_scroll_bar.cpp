// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/mark_scroll_bar.h"

#include <QPainter>

namespace slipway {

namespace {

constexpr int kMarkHeight = 2;
constexpr int kMarkWidth = 4;

}  // namespace

MarkScrollBar::MarkScrollBar(QWidget* parent) : QScrollBar(Qt::Vertical, parent) {}

void MarkScrollBar::setMarks(Probe probe, const QColor& color)
{
    probe_ = std::move(probe);
    color_ = color;
    update();
}

void MarkScrollBar::paintEvent(QPaintEvent* event)
{
    QScrollBar::paintEvent(event);
    if (!probe_)
        return;
    QPainter painter(this);
    const int places = height() / kMarkHeight;
    for (int place = 0; place < places; ++place) {
        if (probe_(static_cast<double>(place) / places, static_cast<double>(place + 1) / places))
            painter.fillRect(width() - kMarkWidth, place * kMarkHeight, kMarkWidth, kMarkHeight, color_);
    }
}

}  // namespace slipway

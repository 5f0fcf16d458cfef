// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/icon_label.h"

#include <QPainter>

namespace slipway {

IconLabel::IconLabel(const QIcon& icon, int side, QWidget* parent) : QWidget(parent), icon_(icon)
{
    setFixedSize(side, side);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconLabel::setIcon(const QIcon& icon)
{
    icon_ = icon;
    update();
}

void IconLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    icon_.paint(&painter, rect());
}

}  // namespace slipway

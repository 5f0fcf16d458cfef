// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_state.h"

#include <QStringList>

#include <algorithm>

namespace slipway {

namespace {

constexpr QLatin1Char separator('|');

int area(const QRect& rect)
{
    return rect.isValid() ? rect.width() * rect.height() : 0;
}

}  // namespace

QString PlaceMark::text() const
{
    return QStringList{page, selected, tab}.join(separator);
}

PlaceMark PlaceMark::read(const QString& text)
{
    const QStringList parts = text.split(separator);
    return parts.size() == 3 ? PlaceMark{parts[0], parts[1], parts[2]} : PlaceMark();
}

QRect broughtBack(QRect window, const QList<QRect>& screens)
{
    if (screens.isEmpty())
        return window;
    const QRect& screen =
        *std::max_element(screens.begin(), screens.end(), [&](const QRect& a, const QRect& b) {
            return area(a & window) < area(b & window);
        });
    window.setSize(window.size().boundedTo(screen.size()));
    window.moveLeft(std::clamp(window.left(), screen.left(), screen.right() + 1 - window.width()));
    window.moveTop(std::clamp(window.top(), screen.top(), screen.bottom() + 1 - window.height()));
    return window;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/text_size.h"

#include <QCoreApplication>
#include <QVariant>

#include <algorithm>

namespace slipway {

namespace {
// A property of the application, so that its theme hears of a change.
constexpr const char* property = "slipwayTextSize";
}  // namespace

void setTextSize(int pixels)
{
    QCoreApplication::instance()->setProperty(property, std::clamp(pixels, smallest_text, largest_text));
}

int textSize()
{
    const QCoreApplication* application = QCoreApplication::instance();
    const int pixels = application ? application->property(property).toInt() : 0;
    return pixels > 0 ? pixels : usual_text;
}

int scaledText(int pixels)
{
    return (pixels * textSize() + usual_text / 2) / usual_text;
}

}  // namespace slipway

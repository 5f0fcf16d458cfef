// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/announce.h"

#include "widgets/form/status/announcement.h"

#include <QAccessible>
#include <QWidget>

namespace slipway {

void announce(QWidget& source, const QString& text)
{
    source.setAccessibleDescription(text);
    if (!QAccessible::isActive())
        return;
    // Other systems speak this alert, which Qt passes on to none of those on Linux.
    QAccessibleEvent event(&source, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    Announcement::of(*source.window()).say(text);
}

}  // namespace slipway

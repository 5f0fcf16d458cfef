// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/announce.h"

#include <QAccessible>
#include <QWidget>

namespace slipway {

void announce(QWidget& source, const QString& text)
{
    source.setAccessibleDescription(text);
    QAccessibleEvent event(&source, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

}  // namespace slipway

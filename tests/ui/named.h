// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QWidget>

namespace slipway::test {

/// The visible widget of that class with this accessible name; none when there is none.
template <class Widget>
Widget* named(QWidget& in, const QString& name)
{
    for (Widget* widget : in.findChildren<Widget*>()) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (widget->isVisible() && face && face->text(QAccessible::Name) == name)
            return widget;
    }
    return nullptr;
}

}  // namespace slipway::test

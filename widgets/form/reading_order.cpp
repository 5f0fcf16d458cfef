// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/reading_order.h"

#include <QApplication>
#include <QScrollArea>

#include <algorithm>

namespace slipway {

namespace {

/// Whether more than half of the lower of the two stands beside the other.
bool areBeside(const QRect& one, const QRect& other)
{
    const int shared = std::min(one.bottom(), other.bottom()) + 1 - std::max(one.top(), other.top());
    return shared * 2 > std::min(one.height(), other.height());
}

QList<QWidget*> visibleChildren(const QWidget& of)
{
    QList<QWidget*> children;
    for (QObject* child : of.children())
        if (auto* widget = qobject_cast<QWidget*>(child);
            widget && widget->isVisible() && !widget->isWindow())
            children << widget;
    return children;
}

/// In rows, each from left to right.
QList<QWidget*> asRead(QList<QWidget*> widgets)
{
    std::stable_sort(widgets.begin(), widgets.end(),
                     [](const QWidget* one, const QWidget* other) { return one->y() < other->y(); });
    for (auto row = widgets.begin(); row != widgets.end();) {
        const QRect first = (*row)->geometry();
        // Also what has no height is in a row: its own.
        const auto end = std::stable_partition(
            row + 1, widgets.end(), [&](const QWidget* one) { return areBeside(first, one->geometry()); });
        std::stable_sort(row, end,
                         [](const QWidget* one, const QWidget* other) { return one->x() < other->x(); });
        row = end;
    }
    return widgets;
}

void collect(const QWidget& in, QList<QWidget*>& found)
{
    for (QWidget* child : asRead(visibleChildren(in))) {
        if ((child->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && child->isEnabled() &&
            !child->focusProxy())
            found << child;
        collect(*child, found);
    }
}

}  // namespace

QList<QWidget*> readingOrder(const QWidget& window)
{
    QList<QWidget*> found;
    collect(window, found);
    return found;
}

bool moveFocus(QWidget& window, TabDirection direction)
{
    const QList<QWidget*> order = readingOrder(window);
    if (order.isEmpty())
        return false;
    const bool forward = direction == TabDirection::Forward;
    const qsizetype now = order.indexOf(QApplication::focusWidget());
    const qsizetype next =
        now < 0 ? (forward ? 0 : order.size() - 1) : (now + (forward ? 1 : order.size() - 1)) % order.size();
    QWidget* to = order[next];
    to->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    for (QWidget* around = to->parentWidget(); around && around != &window; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around))
            area->ensureWidgetVisible(to);
    return true;
}

}  // namespace slipway

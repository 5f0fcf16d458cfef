// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_accessible.h"

#include "widgets/log/log_view.h"

#include <algorithm>

namespace slipway {

namespace {

QAccessibleInterface* makeInterface(const QString& /*class_name*/, QObject* object)
{
    auto* view = qobject_cast<LogView*>(object);
    return view != nullptr ? new LogAccessible(view) : nullptr;
}

}  // namespace

LogAccessible::LogAccessible(LogView* view) : QAccessibleWidget(view, QAccessible::Document), view_(view) {}

void LogAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

QString LogAccessible::text(QAccessible::Text kind) const
{
    if (kind != QAccessible::Value)
        return QAccessibleWidget::text(kind);
    return view_->hasSelection() ? view_->selectedText() : view_->currentRowText();
}

void* LogAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface*>(this)
                                              : QAccessibleWidget::interface_cast(type);
}

LogPage LogAccessible::page() const
{
    return view_->page();
}

QString LogAccessible::text(int from, int to) const
{
    return page().text().mid(from, to - from);
}

int LogAccessible::characterCount() const
{
    return static_cast<int>(page().text().size());
}

int LogAccessible::cursorPosition() const
{
    return page().offsetOf(view_->cursor_);
}

void LogAccessible::setCursorPosition(int position)
{
    view_->moveCursor(page().positionAt(position), false);
}

int LogAccessible::selectionCount() const
{
    return view_->hasSelection() ? 1 : 0;
}

void LogAccessible::selection(int index, int* from, int* to) const
{
    *from = *to = 0;
    if (index != 0 || !view_->hasSelection())
        return;
    const LogPage shown = page();
    *from = shown.offsetOf(std::min(view_->anchor_, view_->cursor_));
    *to = shown.offsetOf(std::max(view_->anchor_, view_->cursor_));
}

void LogAccessible::addSelection(int from, int to)
{
    const LogPage shown = page();
    view_->moveCursor(shown.positionAt(from), false);
    view_->moveCursor(shown.positionAt(to), true);
}

void LogAccessible::setSelection(int index, int from, int to)
{
    if (index == 0)
        addSelection(from, to);
}

void LogAccessible::removeSelection(int index)
{
    if (index == 0)
        view_->moveCursor(view_->cursor_, false);
}

QRect LogAccessible::characterRect(int offset) const
{
    const QRect place = view_->rectOf(page().positionAt(offset));
    return place.isEmpty() ? QRect() : place.translated(view_->viewport()->mapToGlobal(QPoint()));
}

int LogAccessible::offsetAtPoint(const QPoint& point) const
{
    return page().offsetOf(view_->positionAt(view_->viewport()->mapFromGlobal(point)));
}

void LogAccessible::scrollToSubstring(int from, int /*to*/)
{
    view_->reveal(page().positionAt(from));
}

QString LogAccessible::attributes(int /*offset*/, int* from, int* to) const
{
    *from = 0;
    *to = characterCount();
    return {};
}

}  // namespace slipway

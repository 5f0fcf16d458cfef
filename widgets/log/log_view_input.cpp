// SPDX-License-Identifier: GPL-3.0-or-later
// How mouse and keyboard move LogView.
#include "widgets/log/log_view.h"
#include "widgets/log/log_visible_row.h"
#include "widgets/theme/icon.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace slipway {

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'/' || c == u'-';
}

}  // namespace

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    placePlaceholder();
}

void LogView::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    if (!adjusting_) {
        setFollowingQuietly(verticalScrollBar()->value() == verticalScrollBar()->maximum());
        int widest = widest_;
        for (const VisibleRow& row : visibleRows())
            widest = std::max(widest, static_cast<int>(cell_width_ * static_cast<qreal>(row.whole_size)) + 1);
        if (widest != std::exchange(widest_, widest))
            updateScrollBars();
    }
    viewport()->update();
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    moveCursor(positionAt(event->position().toPoint()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const int y = event->position().toPoint().y();
    if (y < 0 || y >= viewport()->height()) {
        const int step = y < 0 ? -1 : 1;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + step);
    }
    moveCursor(positionAt(event->position().toPoint()), true);
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const LogPosition at = positionAt(event->position().toPoint());
    const QString text = wholeText(at.row);
    qsizetype begin = std::min(at.character, text.size());
    qsizetype end = begin;
    while (begin > 0 && isWordCharacter(text[begin - 1]))
        --begin;
    while (end < text.size() && isWordCharacter(text[end]))
        ++end;
    anchor_ = {at.row, begin};
    moveCursor({at.row, end}, true);
}

void LogView::moveCursor(LogPosition to, bool select)
{
    cursor_ = to;
    if (!select)
        anchor_ = to;
    viewport()->update();
    tellCursor();
}

void LogView::tellCursor()
{
    if (!QAccessible::isActive())
        return;
    const LogPage shown = page();
    QAccessibleTextSelectionEvent event(this, shown.offsetOf(std::min(anchor_, cursor_)),
                                        shown.offsetOf(std::max(anchor_, cursor_)));
    event.setCursorPosition(shown.offsetOf(cursor_));
    QAccessible::updateAccessibility(&event);
    QAccessibleTextCursorEvent moved(this, shown.offsetOf(cursor_));
    QAccessible::updateAccessibility(&moved);
}

void LogView::reveal(LogPosition position)
{
    const bool filtered = only_matches_ && search_.isActive();
    const std::size_t shown = filtered ? search_.firstFrom(position.row) : position.row;
    QScrollBar& bar = *verticalScrollBar();
    const int page = std::max(1, viewport()->height() / kLogRowHeight);
    const int row = static_cast<int>(shown);
    adjusting_ = true;
    if (row < bar.value() || row >= bar.value() + page)
        bar.setValue(std::max(0, row - page / 2));
    adjusting_ = false;
    viewport()->update();
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar& bar = *verticalScrollBar();
    const bool select = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto move = [&](qsizetype rows) {
        if (buffer_.rowCount() == 0)
            return;
        const auto last = static_cast<qsizetype>(buffer_.rowCount()) - 1;
        const auto row = static_cast<std::size_t>(
            std::clamp<qsizetype>(static_cast<qsizetype>(cursor_.row) + rows, 0, last));
        moveCursor({row, std::min(cursor_.character, wholeText(row).size())}, true);
        reveal(cursor_);
    };
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (select && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up))
        move(event->key() == Qt::Key_Down ? 1 : -1);
    else if (select && (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp))
        move(event->key() == Qt::Key_PageDown ? bar.pageStep() : -bar.pageStep());
    else if (event->key() == Qt::Key_F3)
        select ? findPrevious() : findNext();
    else if (event->key() == Qt::Key_Home) {
        refresh();  // Else the bar may not know yet that there is anything to leave.
        bar.setValue(0);
    } else if (event->key() == Qt::Key_End)
        bar.setValue(bar.maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void LogView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* copying =
        menu.addAction(icon(IconName::Copy, theme_), tr("Copy"), QKeySequence::Copy, this, &LogView::copy);
    copying->setEnabled(hasSelection());
    menu.addAction(tr("Select all"), QKeySequence::SelectAll, this, &LogView::selectAll);
    menu.exec(event->globalPos());
}

}  // namespace slipway

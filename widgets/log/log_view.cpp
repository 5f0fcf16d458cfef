// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log/log_view.h"

#include "widgets/log/log_accessible.h"
#include "widgets/log/log_visible_row.h"
#include "widgets/log/mark_scroll_bar.h"
#include "widgets/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int kPadding = 16;
constexpr int kGutterGap = 14;

}  // namespace

LogView::LogView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), theme_(theme), search_(buffer_)
{
    LogAccessible::install();
    setAccessibleName(tr("Log"));
    setFont(Theme::monospacedFont());
    cell_width_ = QFontMetricsF(font()).horizontalAdvance(u'0');
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBar(new MarkScrollBar(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    refresh_timer_.setSingleShot(true);
    refresh_timer_.setInterval(33ms);
    refresh_timer_.callOnTimeout(this, &LogView::refresh);
    search_timer_.setInterval(0ms);
    search_timer_.callOnTimeout(this, &LogView::advanceSearch);
    connect(&theme, &Theme::changed, this, &LogView::refresh);
    describe();
}

LogView::~LogView() = default;

void LogView::append(std::string_view bytes)
{
    buffer_.append(bytes);
    if (!refresh_timer_.isActive())
        refresh_timer_.start();
    if (search_.isActive() && !search_timer_.isActive())
        search_timer_.start();
}

void LogView::clear()
{
    buffer_.clear();
    search_.restart();
    anchor_ = cursor_ = {};
    widest_ = 0;
    setFollowing(true);
    refresh();
}

void LogView::setPlaceholder(QWidget* widget)
{
    delete placeholder_;
    placeholder_ = widget;
    placeholder_->setParent(viewport());
    placePlaceholder();
}

void LogView::placePlaceholder()
{
    if (placeholder_ == nullptr)
        return;
    placeholder_->setGeometry(viewport()->rect());
    placeholder_->setVisible(buffer_.rowCount() == 0);
}

void LogView::setFollowing(bool following)
{
    setFollowingQuietly(following);
    updateScrollBars();
}

void LogView::setFollowingQuietly(bool following)
{
    if (following == following_)
        return;
    following_ = following;
    Q_EMIT followingChanged(following);
}

void LogView::setWrap(bool wrap)
{
    wrap_ = wrap;
    horizontalScrollBar()->setValue(0);
    refresh();
}

void LogView::setSearch(const QString& pattern)
{
    search_.setPattern(pattern);
    if (search_.isActive())
        search_timer_.start();
    refresh();
}

void LogView::setOnlyMatches(bool only)
{
    only_matches_ = only;
    refresh();
    if (!following_)
        reveal(cursor_);
}

void LogView::advanceSearch()
{
    if (search_.advance(8ms) && !refresh_timer_.isActive())
        refresh_timer_.start();
    if (!search_.atEnd())
        return;
    search_timer_.stop();
    refresh();
}

void LogView::findNext()
{
    if (matchCount() == 0)
        return;
    const std::size_t match = search_.firstFrom(cursor_.row + (hasSelection() ? 1 : 0));
    showMatch(match < matchCount() ? match : 0);
}

void LogView::findPrevious()
{
    if (matchCount() == 0)
        return;
    const std::size_t match = search_.firstFrom(cursor_.row);
    showMatch(match > 0 ? match - 1 : matchCount() - 1);
}

void LogView::showMatch(std::size_t match)
{
    const std::size_t row = search_.matches()[match];
    const QRegularExpressionMatch found = search_.expression().match(wholeText(row));
    anchor_ = {row, found.capturedStart()};
    cursor_ = {row, found.capturedEnd()};
    setFollowingQuietly(false);
    reveal(cursor_);
    describe();
}

QString LogView::wholeText(std::size_t row) const
{
    return row < buffer_.rowCount() ? buffer_.rowText(row) : QString();
}

QString LogView::selectedText() const
{
    const auto [from, to] = std::minmax(anchor_, cursor_);
    QString text;
    for (std::size_t row = from.row; row <= to.row && row < buffer_.rowCount(); ++row) {
        if (row > from.row && !buffer_.continuesLine(row))
            text += u'\n';
        const QString whole = wholeText(row);
        const qsizetype begin = row == from.row ? from.character : 0;
        const qsizetype end = row == to.row ? to.character : whole.size();
        text += QStringView(whole).mid(begin, end - begin);
    }
    return text;
}

void LogView::selectAll()
{
    if (buffer_.rowCount() == 0)
        return;
    anchor_ = {};
    cursor_ = {buffer_.rowCount() - 1, wholeText(buffer_.rowCount() - 1).size()};
    viewport()->update();
    describe();
}

void LogView::copy() const
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

std::size_t LogView::shownRows() const
{
    return only_matches_ && search_.isActive() ? matchCount() : buffer_.rowCount();
}

std::size_t LogView::bufferRow(std::size_t shown) const
{
    return only_matches_ && search_.isActive() ? search_.matches()[shown] : shown;
}

int LogView::gutterWidth() const
{
    const auto digits =
        QLocale().toString(static_cast<qulonglong>(std::max<std::size_t>(buffer_.lineCount(), 100)));
    return kPadding + static_cast<int>(cell_width_ * static_cast<qreal>(digits.size())) + kGutterGap;
}

int LogView::wrapColumns() const
{
    return std::max(16, static_cast<int>((viewport()->width() - gutterWidth() - kPadding) / cell_width_));
}

std::size_t LogView::lastTop() const
{
    std::size_t left =
        std::max<std::size_t>(1, static_cast<std::size_t>(viewport()->height() / kLogRowHeight));
    std::size_t top = shownRows();
    while (top > 0) {
        const std::size_t parts =
            wrap_ ? static_cast<std::size_t>(wrapStarts(wholeText(bufferRow(top - 1)), wrapColumns()).size())
                  : 1;
        if (parts > left)
            break;
        left -= parts;
        --top;
    }
    return std::min(top, shownRows() == 0 ? 0 : shownRows() - 1);
}

void LogView::updateScrollBars()
{
    adjusting_ = true;
    const int page = viewport()->height() / kLogRowHeight;
    verticalScrollBar()->setPageStep(std::max(1, page));
    verticalScrollBar()->setRange(0, static_cast<int>(lastTop()));
    if (following_)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    const int room = viewport()->width() - gutterWidth() - kPadding;
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(static_cast<int>(cell_width_ * 4));
    horizontalScrollBar()->setRange(0, wrap_ ? 0 : std::max(0, widest_ - room));
    adjusting_ = false;
    viewport()->update();
}

void LogView::refresh()
{
    for (const VisibleRow& row : visibleRows())
        widest_ = std::max(widest_, static_cast<int>(cell_width_ * static_cast<qreal>(row.whole_size)) + 1);
    updateScrollBars();
    const auto probe = [this](double from, double to) {
        const auto rows = static_cast<double>(buffer_.rowCount());
        const std::size_t match = search_.firstFrom(static_cast<std::size_t>(from * rows));
        return match < matchCount() && static_cast<double>(search_.matches()[match]) < to * rows;
    };
    static_cast<MarkScrollBar*>(verticalScrollBar())
        ->setMarks(search_.isActive() && !only_matches_ ? MarkScrollBar::Probe(probe) : nullptr,
                   theme_.tokens().idle);
    describe();
    placePlaceholder();
    Q_EMIT countsChanged();
}

void LogView::describe()
{
    setAccessibleDescription(tr("%Ln lines", nullptr, static_cast<int>(buffer_.lineCount())));
}

void LogView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Log"));
        describe();
    } else if (event->type() == QEvent::FontChange) {
        cell_width_ = QFontMetricsF(font()).horizontalAdvance(u'0');
    }
    QAbstractScrollArea::changeEvent(event);
}

}  // namespace slipway

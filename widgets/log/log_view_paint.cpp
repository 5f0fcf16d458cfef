// SPDX-License-Identifier: GPL-3.0-or-later
// What LogView shows, and where.
#include "widgets/log/log_view.h"
#include "widgets/log/log_visible_row.h"
#include "widgets/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr int kPadding = 16;
constexpr int kGutterGap = 14;

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

void layOut(QTextLayout& layout)
{
    layout.setCacheEnabled(true);
    layout.beginLayout();
    layout.createLine().setLineWidth(1e6);
    layout.endLayout();
}

}  // namespace

std::size_t LogView::firstShown() const
{
    // Scroll bars hear of new rows later than we paint, and would show the first ones till then.
    return following_ ? lastTop() : static_cast<std::size_t>(verticalScrollBar()->value());
}

std::vector<LogView::VisibleRow> LogView::visibleRows() const
{
    std::vector<VisibleRow> rows;
    const int scrolled = horizontalScrollBar()->value();
    const auto first_cell = static_cast<qsizetype>(scrolled / cell_width_);
    const auto cells = static_cast<qsizetype>(viewport()->width() / cell_width_) + 2;
    const int left = gutterWidth();
    int y = 0;
    for (std::size_t shown = firstShown(); shown < shownRows() && y < viewport()->height(); ++shown) {
        const std::size_t row = bufferRow(shown);
        const QString whole = wholeText(row);
        const LogMark mark = markOf(whole.left(400));
        if (!wrap_) {
            const bool slice = isAscii(whole);
            const qsizetype from = slice ? std::min(first_cell, whole.size()) : 0;
            rows.push_back({row, from, slice ? whole.mid(from, cells) : whole, whole.size(),
                            left - scrolled + static_cast<qreal>(from) * cell_width_, y, mark});
            y += kLogRowHeight;
            continue;
        }
        QList<qsizetype> starts = wrapStarts(whole, wrapColumns());
        starts.append(whole.size());
        for (qsizetype part = 0; part + 1 < starts.size() && y < viewport()->height(); ++part) {
            const qsizetype from = starts[part];
            rows.push_back({row, from, whole.mid(from, starts[part + 1] - from), whole.size(),
                            static_cast<qreal>(left), y, mark});
            y += kLogRowHeight;
        }
    }
    return rows;
}

LogPage LogView::page() const
{
    QList<LogPage::Row> rows;
    for (const VisibleRow& row : visibleRows())
        if (rows.isEmpty() || rows.last().row != row.row)
            rows.append({row.row, wholeText(row.row)});
    return LogPage(std::move(rows));
}

QRect LogView::rectOf(LogPosition position) const
{
    QRect place;
    for (const VisibleRow& row : visibleRows())
        if (row.row == position.row && row.from <= position.character)
            place = QRect(
                static_cast<int>(row.x + cell_width_ * static_cast<qreal>(position.character - row.from)),
                row.y, static_cast<int>(cell_width_), kLogRowHeight);
    return place;
}

QList<QTextLayout::FormatRange> LogView::formats(const VisibleRow& row) const
{
    const Tokens& tokens = theme_.tokens();
    QList<QTextLayout::FormatRange> ranges;
    const auto add = [&](qsizetype begin, qsizetype end, const QTextCharFormat& format) {
        begin = std::max<qsizetype>(begin - row.from, 0);
        end = std::min(end - row.from, row.text.size());
        if (begin < end)
            ranges.append({static_cast<int>(begin), static_cast<int>(end - begin), format});
    };
    if (row.mark.level != LogLevel::Plain) {
        QTextCharFormat word;
        word.setForeground(row.mark.level == LogLevel::Error ? tokens.failed : tokens.idle);
        word.setFontWeight(QFont::DemiBold);
        add(row.mark.begin, row.mark.begin + row.mark.length, word);
    }
    if (search_.isActive()) {
        QTextCharFormat match;
        QColor ground = tokens.idle;
        ground.setAlphaF(tokens.dark ? 0.35F : 0.25F);
        match.setBackground(ground);
        auto found = search_.expression().globalMatch(row.text);
        while (found.hasNext()) {
            const QRegularExpressionMatch one = found.next();
            add(row.from + one.capturedStart(), row.from + one.capturedEnd(), match);
        }
    }
    const auto [from, to] = std::minmax(anchor_, cursor_);
    if (row.row >= from.row && row.row <= to.row && hasSelection()) {
        QTextCharFormat selection;
        selection.setBackground(hasFocus() ? tokens.accent : tokens.line);
        selection.setForeground(hasFocus() ? tokens.onAccent : tokens.text);
        add(row.row == from.row ? from.character : 0, row.row == to.row ? to.character : row.whole_size,
            selection);
    }
    return ranges;
}

void LogView::paintRow(QPainter& painter, const VisibleRow& row) const
{
    const Tokens& tokens = theme_.tokens();
    const int gutter = gutterWidth();
    if (row.mark.level != LogLevel::Plain) {
        const StatusTone tone = row.mark.level == LogLevel::Error ? StatusTone::Failed : StatusTone::Idle;
        painter.fillRect(QRect(kPadding - 4, row.y, viewport()->width() - kPadding, kLogRowHeight),
                         tokens.toneTint(tone));
    }
    QTextLayout layout(row.text, font());
    layout.setFormats(formats(row));
    layOut(layout);
    const qreal top = row.y + (kLogRowHeight - layout.boundingRect().height()) / 2;
    if ((row.from == 0 || !wrap_) && !buffer_.continuesLine(row.row)) {
        const QString number = QLocale().toString(static_cast<qulonglong>(buffer_.lineNumber(row.row)));
        const qreal left = gutter - kGutterGap - cell_width_ * static_cast<qreal>(number.size());
        painter.setPen(tokens.dimText);
        painter.drawText(QPointF(left, top + layout.lineAt(0).ascent()), number);
    }
    painter.save();
    painter.setClipRect(QRect(gutter - 2, row.y, viewport()->width() - gutter + 2, kLogRowHeight));
    painter.setPen(tokens.text);
    layout.draw(&painter, QPointF(row.x, top));
    painter.restore();
}

void LogView::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& tokens = theme_.tokens();
    QPainter painter(viewport());
    painter.setFont(font());
    painter.fillRect(viewport()->rect(), tokens.field);
    const bool filtered = only_matches_ && search_.isActive() && !isSearching();
    if (shownRows() == 0 && filtered) {
        painter.setPen(tokens.dimText);
        painter.setFont(Theme::font());
        painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No line matches."));
        painter.setFont(font());
    }
    for (const VisibleRow& row : visibleRows())
        paintRow(painter, row);
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

LogPosition LogView::positionAt(QPoint point) const
{
    const std::vector<VisibleRow> rows = visibleRows();
    if (rows.empty())
        return {};
    const auto place = static_cast<std::size_t>(std::max(0, point.y()) / kLogRowHeight);
    const VisibleRow& row = rows[std::min(place, rows.size() - 1)];
    if (point.y() < 0)
        return {row.row, row.from};
    QTextLayout layout(row.text, font());
    layOut(layout);
    return {row.row, row.from + layout.lineAt(0).xToCursor(point.x() - row.x)};
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log/log_buffer.h"
#include "widgets/log/log_page.h"
#include "widgets/log/log_position.h"
#include "widgets/log/log_search.h"
#include "widgets/log/log_text.h"

#include <QAbstractScrollArea>
#include <QTextLayout>
#include <QTimer>

class QPainter;

namespace slipway {

class Theme;

/// A log of millions of rows. It follows the end until the user scrolls away from it, and again when they
/// scroll back.
class LogView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit LogView(const Theme& theme, QWidget* parent = nullptr);
    ~LogView() override;

    const LogBuffer& buffer() const { return buffer_; }
    void append(std::string_view bytes);
    void clear();
    /// Shown while there is no line, such as why the job waits. Takes it.
    void setPlaceholder(QWidget* widget);

    bool isFollowing() const { return following_; }
    void setFollowing(bool following);
    bool wraps() const { return wrap_; }
    void setWrap(bool wrap);

    /// A regular expression, or plain text when it is not a valid one; any case.
    void setSearch(const QString& pattern);
    void setOnlyMatches(bool only);
    std::size_t matchCount() const { return search_.matches().size(); }
    bool isSearching() const { return !search_.atEnd(); }
    void findNext();
    void findPrevious();

    /// Without the breaks that wrapping or very long lines make.
    QString selectedText() const;
    QString currentRowText() const { return wholeText(cursor_.row); }
    bool hasSelection() const { return !(anchor_ == cursor_); }
    /// What is on screen, without what wrapping adds.
    LogPage page() const;
    void selectAll();

public Q_SLOTS:
    void copy() const;

Q_SIGNALS:
    void followingChanged(bool following);
    /// Matches or rows became more.
    void countsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    friend class LogAccessible;
    struct VisibleRow;

    std::size_t shownRows() const;
    std::size_t bufferRow(std::size_t shown) const;
    int gutterWidth() const;
    int wrapColumns() const;
    std::size_t lastTop() const;
    std::size_t firstShown() const;
    std::vector<VisibleRow> visibleRows() const;
    LogPosition positionAt(QPoint point) const;
    /// In the viewport; empty when it is not on screen.
    QRect rectOf(LogPosition position) const;
    void paintRow(QPainter& painter, const VisibleRow& row) const;
    QList<QTextLayout::FormatRange> formats(const VisibleRow& row) const;
    QString wholeText(std::size_t row) const;
    void moveCursor(LogPosition to, bool select);
    void reveal(LogPosition position);
    void showMatch(std::size_t match);
    void updateScrollBars();
    void advanceSearch();
    void refresh();
    void describe();
    void tellCursor();
    void placePlaceholder();
    void setFollowingQuietly(bool following);

    const Theme& theme_;
    LogBuffer buffer_;
    LogSearch search_;
    QTimer search_timer_;
    QTimer refresh_timer_;
    QWidget* placeholder_ = nullptr;
    LogPosition anchor_;
    LogPosition cursor_;
    qreal cell_width_ = 8;
    int widest_ = 0;  ///< In pixels, of the rows seen so far.
    bool following_ = true;
    bool wrap_ = false;
    bool only_matches_ = false;
    bool adjusting_ = false;
};

}  // namespace slipway

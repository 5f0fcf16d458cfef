// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/code_editor.h"

#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace slipway {

/// The strip at the left that has the numbers of the lines.
class CodeGutter : public QWidget {
public:
    explicit CodeGutter(CodeEditor& editor) : QWidget(&editor), editor_(editor) {}

protected:
    void paintEvent(QPaintEvent* event) override { editor_.paintGutter(event); }

private:
    CodeEditor& editor_;
};

namespace {

constexpr int indent_width = 2;
constexpr int gutter_margin = 12;
constexpr int dot_size = 6;
constexpr int focus_width = 2;

}  // namespace

CodeEditor::CodeEditor(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent), theme_(theme), gutter_(new CodeGutter(*this))
{
    setProperty("code", true);
    setFont(Theme::monospacedFont());
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(false);
    setTabStopDistance(indent_width * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int scrolled) {
        if (scrolled != 0)
            gutter_->scroll(0, scrolled);
        else
            gutter_->update(0, area.y(), gutter_->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::refreshSelections);
    connect(&theme, &Theme::changed, this, [this] {
        setFont(Theme::monospacedFont());
        placeGutter();
        refreshSelections();
    });
    placeGutter();
    refreshSelections();
}

void CodeEditor::setAccess(Access access)
{
    const Qt::TextInteractionFlags flags = access == Access::Change
                                               ? Qt::TextEditorInteraction
                                               : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard;
    if (flags == textInteractionFlags())
        return;
    setTextInteractionFlags(flags);
    refreshSelections();
}

void CodeEditor::setMarks(const QList<CodeMark>& marks)
{
    if (marks == marks_)
        return;
    marks_ = marks;
    refreshSelections();
    gutter_->update();
}

const CodeMark* CodeEditor::markAt(int line) const
{
    const auto found = std::find_if(marks_.begin(), marks_.end(),
                                    [line](const CodeMark& mark) { return mark.line == line; });
    return found == marks_.end() ? nullptr : &*found;
}

void CodeEditor::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::clamp(line, 1, blockCount()) - 1);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, block.length() - 1));
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus(Qt::OtherFocusReason);
}

void CodeEditor::goToNextMark()
{
    if (marks_.isEmpty())
        return;
    const int here = textCursor().blockNumber() + 1;
    const auto next =
        std::find_if(marks_.begin(), marks_.end(), [here](const CodeMark& mark) { return mark.line > here; });
    const CodeMark& mark = next == marks_.end() ? marks_.front() : *next;
    goTo(mark.line, mark.column);
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F8)
        return goToNextMark();
    if (event->key() == Qt::Key_Backtab || (event->key() == Qt::Key_Tab && isReadOnly())) {
        event->ignore();
        focusNextPrevChild(event->key() == Qt::Key_Tab);
        return;
    }
    if (isReadOnly())
        return QPlainTextEdit::keyPressEvent(event);
    if (event->key() == Qt::Key_Tab) {
        insertPlainText(
            QString(indent_width - textCursor().positionInBlock() % indent_width, QLatin1Char(' ')));
        return;
    }
    const bool is_return = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (is_return && event->modifiers() == Qt::NoModifier) {
        const QString line = textCursor().block().text().left(textCursor().positionInBlock());
        const auto text =
            std::find_if(line.begin(), line.end(), [](QChar c) { return c != QLatin1Char(' '); });
        const auto indent =
            std::distance(line.begin(), text) + (line.endsWith(QLatin1Char(':')) ? indent_width : 0);
        insertPlainText(QLatin1Char('\n') + QString(indent, QLatin1Char(' ')));
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

bool CodeEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const CodeMark* mark = markAt(cursorForPosition(help->pos()).blockNumber() + 1);
    if (mark)
        QToolTip::showText(help->globalPos(), mark->message, this);
    else
        QToolTip::hideText();
    return true;
}

int CodeEditor::gutterWidth() const
{
    const auto digits = std::max<qsizetype>(2, QString::number(blockCount()).size());
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(QLatin1Char('9')) + 2 * gutter_margin;
}

void CodeEditor::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    gutter_->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
}

void CodeEditor::focusInEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusInEvent(event);
    gutter_->update();
}

void CodeEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    gutter_->update();
}

void CodeEditor::paintGutter(QPaintEvent* event)
{
    QPainter painter(gutter_);
    const Tokens& tokens = theme_.tokens();
    painter.fillRect(event->rect(), tokens.field);
    if (hasFocus())
        painter.fillRect(QRect(0, 0, focus_width, gutter_->height()), tokens.accent);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        const auto top = static_cast<int>(area.top()) + viewport()->y() - gutter_->y();
        if (top > event->rect().bottom())
            break;
        const auto height = static_cast<int>(area.height());
        const CodeMark* mark = markAt(block.blockNumber() + 1);
        painter.setPen(mark ? tokens.failed : tokens.dimText);
        painter.drawText(0, top, gutter_->width() - gutter_margin, height, Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (!mark)
            continue;
        painter.setBrush(tokens.failed);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(3, top + (height - dot_size) / 2, dot_size, dot_size);
    }
}

void CodeEditor::refreshSelections()
{
    QList<QTextEdit::ExtraSelection> selections;
    if (!isReadOnly()) {
        QTextEdit::ExtraSelection current;
        current.format.setBackground(theme_.tokens().hover);
        current.format.setProperty(QTextFormat::FullWidthSelection, true);
        current.cursor = textCursor();
        current.cursor.clearSelection();
        selections << current;
    }
    for (const CodeMark& mark : marks_) {
        const QTextBlock block = document()->findBlockByNumber(mark.line - 1);
        if (!block.isValid())
            continue;
        QTextEdit::ExtraSelection wrong;
        wrong.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.format.setUnderlineColor(theme_.tokens().failed);
        wrong.cursor = QTextCursor(block);
        wrong.cursor.setPosition(block.position() + std::clamp(mark.column - 1, 0, block.length() - 1));
        wrong.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        selections << wrong;
    }
    setExtraSelections(selections);
}

}  // namespace slipway

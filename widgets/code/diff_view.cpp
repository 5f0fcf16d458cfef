// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/diff_view.h"

#include "widgets/theme/theme.h"

#include <QTextBlock>

#include <algorithm>

namespace slipway {

namespace {

QStringList linesOf(const QString& text)
{
    QStringList lines = text.split(QLatin1Char('\n'));
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

QString shown(const DiffLine& line)
{
    switch (line.kind) {
    case DiffLine::Kind::Added:
        return QStringLiteral("+ ") + line.text;
    case DiffLine::Kind::Removed:
        return QStringLiteral("- ") + line.text;
    case DiffLine::Kind::Gap:
        return QStringLiteral("  ⋯");
    case DiffLine::Kind::Same:
        break;
    }
    return QStringLiteral("  ") + line.text;
}

}  // namespace

DiffView::DiffView(const Theme& theme, QWidget* parent) : QPlainTextEdit(parent), theme_(theme)
{
    setProperty("code", true);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setFont(Theme::monospacedFont());
    setViewportMargins(8, 0, 0, 0);
    connect(&theme, &Theme::changed, this, &DiffView::refresh);
}

void DiffView::setTexts(const QString& before, const QString& after)
{
    const QList<DiffLine> all = diffLines(linesOf(before), linesOf(after));
    const auto count = [&all](DiffLine::Kind kind) {
        return static_cast<int>(std::count_if(all.begin(), all.end(),
                                              [kind](const DiffLine& line) { return line.kind == kind; }));
    };
    added_ = count(DiffLine::Kind::Added);
    removed_ = count(DiffLine::Kind::Removed);
    const QList<DiffLine> lines = withContext(all);
    if (lines == lines_)
        return;
    lines_ = lines;
    QStringList text;
    for (const DiffLine& line : std::as_const(lines_))
        text << shown(line);
    setPlainText(text.join(QLatin1Char('\n')));
    refresh();
}

void DiffView::refresh()
{
    setFont(Theme::monospacedFont());
    const Tokens& tokens = theme_.tokens();
    QList<QTextEdit::ExtraSelection> selections;
    for (int i = 0; i < lines_.size(); ++i) {
        const DiffLine::Kind kind = lines_[i].kind;
        if (kind == DiffLine::Kind::Same)
            continue;
        const bool added = kind == DiffLine::Kind::Added;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document()->findBlockByNumber(i));
        if (kind != DiffLine::Kind::Gap) {
            // A colour behind the whole line has no selection, one of the letters needs it.
            selection.format.setBackground(tokens.toneTint(added ? StatusTone::Running : StatusTone::Failed));
            selection.format.setProperty(QTextFormat::FullWidthSelection, true);
            selections << selection;
            selection.format = QTextCharFormat();
        }
        selection.format.setForeground(kind == DiffLine::Kind::Gap ? tokens.dimText
                                       : added                     ? tokens.running
                                                                   : tokens.failed);
        selection.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        selections << selection;
    }
    setExtraSelections(selections);
}

}  // namespace slipway

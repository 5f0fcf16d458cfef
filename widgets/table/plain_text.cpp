// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/plain_text.h"

#include <algorithm>

namespace slipway {

namespace {

/// More than any cell is wide.
constexpr qsizetype cell_length = 400;
constexpr qsizetype tooltip_length = 2000;

QString cut(const QString& text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    const bool splits_a_pair = text[length - 1].isHighSurrogate();
    return text.left(splits_a_pair ? length - 1 : length) + QChar(0x2026);
}

/// Embeddings, overrides, isolates and marks of direction.
bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0x200e ||
           code == 0x200f || code == 0x061c;
}

bool breaksTheLine(QChar c)
{
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
           c == QChar::ParagraphSeparator;
}

QString withVisibleMarks(QString text)
{
    for (QChar& c : text)
        if (turnsDirection(c))
            c = QChar::ReplacementCharacter;
    return text;
}

}  // namespace

QString cellText(const QString& text)
{
    const auto is_plain = [](QChar c) { return !turnsDirection(c) && !breaksTheLine(c); };
    if (text.size() <= cell_length && std::all_of(text.begin(), text.end(), is_plain))
        return text;
    QString shown = withVisibleMarks(cut(text, cell_length));
    for (QChar& c : shown)
        if (breaksTheLine(c))
            c = QLatin1Char(' ');
    return shown;
}

QString blockText(const QString& text, qsizetype most)
{
    const auto is_plain = [](QChar c) { return !turnsDirection(c) && (c == u'\n' || !breaksTheLine(c)); };
    if (text.size() <= most && std::all_of(text.begin(), text.end(), is_plain))
        return text;
    QString shown = withVisibleMarks(cut(text, most));
    for (QChar& c : shown)
        if (c != u'\n' && breaksTheLine(c))
            c = QLatin1Char(' ');
    return shown;
}

QString plainTooltip(const QString& text)
{
    // Qt guesses whether a text is HTML, so it is always given HTML.
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
        .arg(withVisibleMarks(cut(text, tooltip_length)).toHtmlEscaped());
}

}  // namespace slipway

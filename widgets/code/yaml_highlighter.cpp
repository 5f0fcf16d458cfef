// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/code/yaml_highlighter.h"

#include "widgets/theme/theme.h"

#include <QRegularExpression>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

int indentOf(const QString& text)
{
    int indent = 0;
    while (indent < text.size() && text[indent] == u' ')
        ++indent;
    return indent;
}

/// Where a comment begins, outside quotes; the text's length when there is none.
int commentBegin(const QString& text, int from)
{
    QChar quote;
    for (int i = from; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\' && quote == u'"')
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if ((c == u'"' || c == u'\'') && (i == from || text[i - 1].isSpace())) {
            quote = c;
        } else if (c == u'#' && (i == 0 || text[i - 1].isSpace())) {
            return i;
        }
    }
    return static_cast<int>(text.size());
}

}  // namespace

YamlHighlighter::YamlHighlighter(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document), theme_(theme)
{
    connect(&theme, &Theme::changed, this, &YamlHighlighter::rehighlight);
}

void YamlHighlighter::highlightBlock(const QString& text)
{
    // The state is the indentation that a block of text has to pass, plus one; 0 outside a block.
    const int block = std::max(0, previousBlockState());
    setCurrentBlockState(0);
    if (block > 0 && (text.trimmed().isEmpty() || indentOf(text) >= block)) {
        setFormat(0, static_cast<int>(text.size()), theme_.tokens().running);
        return setCurrentBlockState(block);
    }
    static const QRegularExpression member(
        u"^(\\s*(?:- +)*)((?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s#\"'\\-][^#]*?))(\\s*:)(?=\\s|$)"_s);
    const auto found = member.match(text);
    int value = indentOf(text);
    if (found.hasMatch()) {
        setFormat(static_cast<int>(found.capturedStart(2)), static_cast<int>(found.capturedLength(2)),
                  theme_.tokens().accent);
        value = static_cast<int>(found.capturedEnd(3));
    }
    highlightValue(text, value);
    static const QRegularExpression opens(u"(?:^|[:\\-]\\s+|\\s)[|>][+-]?\\d?\\s*(?:#.*)?$"_s);
    if (opens.match(text.mid(value)).hasMatch())
        setCurrentBlockState(indentOf(text) + 1);
}

void YamlHighlighter::highlightValue(const QString& text, int begin)
{
    const Tokens& tokens = theme_.tokens();
    const int comment = commentBegin(text, begin);
    static const QRegularExpression words(
        u"(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')|(?<=[\\s\\[{,]|^)(-?\\d[\\d.eE+-]*|true|false|null|~)(?=[\\s\\]},]|$)"_s);
    for (auto matches = words.globalMatch(text, begin); matches.hasNext();) {
        const auto match = matches.next();
        if (match.capturedStart() >= comment)
            break;
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()),
                  match.capturedStart(1) >= 0 ? tokens.running : tokens.waiting);
    }
    if (comment < text.size())
        setFormat(comment, static_cast<int>(text.size()) - comment, tokens.dimText);
}

}  // namespace slipway

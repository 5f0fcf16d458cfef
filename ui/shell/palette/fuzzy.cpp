// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette/fuzzy.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr int no_fit = -1;
constexpr int each = 10;
constexpr int follows = 32;
constexpr int begins_word = 20;
constexpr int begins_text = 40;
constexpr int longest_counted = 60;

bool isBreak(QChar c)
{
    return !c.isLetterOrNumber();
}

/// The score when the first character is looked for from `from` on.
int scoreFrom(QStringView typed, QStringView text, qsizetype from)
{
    int score = 0;
    qsizetype last = -2;
    qsizetype at = from;
    for (const QChar wanted : typed) {
        while (at < text.size() && text[at].toCaseFolded() != wanted.toCaseFolded())
            ++at;
        if (at == text.size())
            return no_fit;
        score += each;
        if (at == 0)
            score += begins_text;
        else if (isBreak(text[at - 1]))
            score += begins_word;
        if (at == last + 1)
            score += follows;
        last = at++;
    }
    return score + std::max<int>(longest_counted - static_cast<int>(text.size()), 0) / 4;
}

}  // namespace

int fuzzyScore(QStringView typed, QStringView text)
{
    if (typed.isEmpty())
        return 0;
    int best = scoreFrom(typed, text, 0);
    if (best < 0)
        return no_fit;
    // What is found together later is better than what is found scattered first.
    if (const qsizetype whole = text.indexOf(typed, 1, Qt::CaseInsensitive); whole > 0)
        best = std::max(best, scoreFrom(typed, text, whole));
    return best;
}

}  // namespace slipway

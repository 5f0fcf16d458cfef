// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/filled_sentence.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <span>
#include <vector>

namespace slipway {

using namespace Qt::StringLiterals;

namespace {

// What stands for a number or a name is numbered from 1 in the order in which a server says it. Where two
// could be meant, the first is.
constexpr std::array sentences{
    QT_TRANSLATE_NOOP("Explain", "Waits for %1; %2 of %3 are free."),
    QT_TRANSLATE_NOOP("Explain", "Waits for %1; %2 of %3 is free, the others are in use by %4."),
    QT_TRANSLATE_NOOP("Explain", "Waits for %1; %2 of %3 are free, the others are in use by %4."),
    QT_TRANSLATE_NOOP("Explain", "Waits for %1; the only one is in use by %2."),
    QT_TRANSLATE_NOOP("Explain", "Waits for %1; all %2 are in use by %3."),
    QT_TRANSLATE_NOOP("Explain", "Waits its turn: %1 has waited long for %2 and goes first."),
    QT_TRANSLATE_NOOP("Explain", "Needs %1 of memory; %2 of %3 are free."),
    QT_TRANSLATE_NOOP("Explain", "The command ended with exit code %1. The log says why."),
    QT_TRANSLATE_NOOP("Explain", "It ended with exit code %1."),
    QT_TRANSLATE_NOOP("Explain", "%1 ended with exit code %2."),
    QT_TRANSLATE_NOOP("Explain", "It was ended by signal %1 (%2)."),
    QT_TRANSLATE_NOOP("Explain", "%1 was ended by signal %2 (%3)."),
    QT_TRANSLATE_NOOP("Explain", "Flavor \"%1\" does not exist. Choose one of: %2, ..."),
    QT_TRANSLATE_NOOP("Explain", "Flavor \"%1\" does not exist. Choose one of: %2."),
    QT_TRANSLATE_NOOP("Explain", "Image \"%1\" does not exist. Choose one of: %2, ..."),
    QT_TRANSLATE_NOOP("Explain", "Image \"%1\" does not exist. Choose one of: %2."),
    QT_TRANSLATE_NOOP("Explain", "Its API server answers at %1."),
    QT_TRANSLATE_NOOP("Explain", "It runs Kubernetes %1."),
    QT_TRANSLATE_NOOP("Explain", "It runs Kubernetes %1, which is older than %2, the oldest that was tried."),
    QT_TRANSLATE_NOOP("Explain", "None of its %1 nodes takes pods now."),
    QT_TRANSLATE_NOOP("Explain", "%1 of its %2 nodes take pods."),
    QT_TRANSLATE_NOOP("Explain", "Its nodes offer %1."),
    QT_TRANSLATE_NOOP("Explain", "It has no storage class \"%1\"; there are: %2."),
    QT_TRANSLATE_NOOP("Explain", "None of its storage classes is the default, so choose one of: %1."),
    QT_TRANSLATE_NOOP("Explain", "Volumes of environments come from the storage class %1."),
};

/// What stands in a sentence for a number or a name, and has words of its own.
constexpr std::array phrases{
    QT_TRANSLATE_NOOP("Explain", "%1 for its %2 replicas"),
    QT_TRANSLATE_NOOP("Explain", "%1 and %2 more"),
    QT_TRANSLATE_NOOP("Explain", "%1 and %2"),
    QT_TRANSLATE_NOOP("Explain", "%1 %2 GPUs"),
    QT_TRANSLATE_NOOP("Explain", "%1 %2 GPU"),
    QT_TRANSLATE_NOOP("Explain", "%1 GPUs"),
    QT_TRANSLATE_NOOP("Explain", "%1 GPU"),
};

struct Pattern {
    const char* source;
    QRegularExpression expression;
};

std::vector<Pattern> patternsOf(std::span<const char* const> sources)
{
    static const QRegularExpression place(u"%[1-9]"_s);
    std::vector<Pattern> patterns;
    for (const char* source : sources) {
        QStringList parts = QString::fromLatin1(source).split(place);
        for (QString& part : parts)
            part = QRegularExpression::escape(part);
        const QString expression = QRegularExpression::anchoredPattern(parts.join(u"(.+?)"_s));
        patterns.push_back({source, QRegularExpression(expression)});
    }
    return patterns;
}

QString filled(const std::vector<Pattern>& patterns, const QString& said);

QString filledPhrase(const QString& said)
{
    static const std::vector<Pattern> patterns = patternsOf(phrases);
    const QString phrase = filled(patterns, said);
    return phrase.isEmpty() ? said : phrase;
}

/// A name in quotation marks stays as it is.
QString valueOf(const Pattern& pattern, const QRegularExpressionMatch& match, int place)
{
    const bool quoted = QLatin1StringView(pattern.source).contains(u"\"%%1\""_s.arg(place));
    return quoted ? match.captured(place) : filledPhrase(match.captured(place));
}

QString filled(const std::vector<Pattern>& patterns, const QString& said)
{
    for (const Pattern& pattern : patterns) {
        const QRegularExpressionMatch match = pattern.expression.match(said);
        if (!match.hasMatch())
            continue;
        const QString sentence = QCoreApplication::translate("Explain", pattern.source);
        QString text;
        for (qsizetype at = 0; at < sentence.size(); ++at) {
            const int place = sentence[at] == u'%' ? sentence.mid(at + 1, 1).toInt() : 0;
            text += place > 0 ? valueOf(pattern, match, place) : QString(sentence[at]);
            at += place > 0 ? 1 : 0;
        }
        return text;
    }
    return {};
}

/// More than any sentence of ours has; patterns are not tried on what is longer.
constexpr qsizetype most_characters = 1000;

}  // namespace

QString filledSentence(const QString& said)
{
    const char* first = sentences.front();
    const bool is_english = QCoreApplication::translate("Explain", first) == QLatin1StringView(first);
    if (is_english || said.size() > most_characters)
        return {};
    static const std::vector<Pattern> patterns = patternsOf(sentences);
    return filled(patterns, said);
}

}  // namespace slipway

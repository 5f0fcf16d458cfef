// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/filter/filter_completion.h"

#include "core/filter/filter_query.h"
#include "widgets/table/filter/row_filter.h"

namespace slipway {

namespace {

/// Where the word before the cursor begins; blanks between quotes do not end it.
qsizetype wordBegin(const QString& text, qsizetype cursor)
{
    qsizetype begin = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (text[i] == u'"')
            quoted = !quoted;
        else if (text[i].isSpace() && !quoted)
            begin = i + 1;
    }
    return begin;
}

bool isNumeric(FilterKind kind)
{
    return kind != FilterKind::Text && kind != FilterKind::Word && kind != FilterKind::Person;
}

void addKeys(FilterCompletion& completion, const QString& typed, const QList<TableColumn>& columns)
{
    for (const TableColumn& column : columns) {
        const QString key = column.filterKey();
        if (key.startsWith(typed, Qt::CaseInsensitive))
            completion.candidates.append(key + (isNumeric(column.filter) ? u'>' : u':'));
    }
}

void addValues(FilterCompletion& completion, const QString& typed, const QStringList& values)
{
    const QString begun = typed.startsWith(u'"') ? typed.mid(1) : typed;
    for (const QString& value : values)
        if (value.startsWith(begun, Qt::CaseInsensitive) && value.compare(begun, Qt::CaseInsensitive) != 0)
            completion.candidates.append(QString::fromStdString(quoteFilterValue(value.toStdString())));
}

QStringList examples(FilterKind kind)
{
    switch (kind) {
    case FilterKind::Seconds:
    case FilterKind::Since:
        return {QStringLiteral("10m"), QStringLiteral("2h"), QStringLiteral("1d"), QStringLiteral("7d")};
    case FilterKind::Bytes:
        return {QStringLiteral("100M"), QStringLiteral("1G"), QStringLiteral("10G")};
    default:
        return {};
    }
}

}  // namespace

FilterCompletion::Applied FilterCompletion::apply(const QString& text, const QString& candidate) const
{
    const QChar last = candidate.isEmpty() ? QChar() : candidate.back();
    const bool is_key = last == u':' || last == u'>';
    const QString put = is_key ? candidate : candidate + u' ';
    QString after = text.mid(end);
    if (!is_key && after.startsWith(u' '))
        after.remove(0, 1);
    return {text.left(begin) + put + after, begin + put.size()};
}

FilterCompletion completeFilter(const QString& text, qsizetype cursor, const QList<TableColumn>& columns,
                                const FilterValues& values)
{
    const QString plain = RowFilter::withPlainSigns(text);
    FilterCompletion completion;
    completion.begin = wordBegin(plain, cursor);
    completion.end = cursor;
    if (plain.mid(completion.begin).startsWith(u'-'))
        ++completion.begin;
    const QString typed = plain.mid(completion.begin, cursor - completion.begin);
    const auto terms = parseFilter(typed.toStdString());
    if (terms.empty() || terms.front().key.empty()) {
        if (!typed.startsWith(u'"'))
            addKeys(completion, typed, columns);
        return completion;
    }
    const QString key = QString::fromStdString(terms.front().key);
    const auto written = static_cast<qsizetype>(textOf(terms.front().comparison).size());
    completion.begin += key.size() + written;
    completion.begin = std::max(completion.begin, plain.lastIndexOf(u',', cursor - 1) + 1);
    for (qsizetype column = 0; column < columns.size(); ++column) {
        if (columns[column].filterKey() != key && columns[column].id != key)
            continue;
        const QStringList known = isNumeric(columns[column].filter) ? examples(columns[column].filter)
                                                                    : values(static_cast<int>(column));
        addValues(completion, plain.mid(completion.begin, cursor - completion.begin), known);
        break;
    }
    return completion;
}

}  // namespace slipway

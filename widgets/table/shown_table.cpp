// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/shown_table.h"

namespace slipway {

namespace {

QString textIn(const TableRow& row, int column)
{
    return column < row.cells.size() ? row.cells[column].text : QString();
}

/// A minus before a digit is a number, not a formula.
bool isFormula(const QString& text)
{
    if (text.isEmpty())
        return false;
    const QChar first = text.front();
    const bool is_number = first == u'-' && text.size() > 1 && text[1].isDigit();
    return QStringLiteral("=+-@\t\r").contains(first) && !is_number;
}

QString csvField(const QString& text)
{
    QString field = isFormula(text) ? u'\'' + text : text;
    const bool needs_quotes = field.contains(u'"') || field.contains(u',') || field.contains(u'\n') ||
                              field.contains(u'\r') || field.startsWith(u' ') || field.endsWith(u' ');
    if (!needs_quotes)
        return field;
    return u'"' + field.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"';
}

}  // namespace

QString ShownTable::asTabbedText() const
{
    QStringList lines;
    lines.reserve(rows.size() + 1);
    QStringList cells;
    for (const QString& heading : headings)
        cells.append(heading.simplified());
    lines.append(cells.join(u'\t'));
    for (const TableRow& row : rows) {
        cells.clear();
        for (const int column : columns)
            cells.append(textIn(row, column).simplified());
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

QByteArray ShownTable::asCsv() const
{
    QByteArray csv;
    QStringList fields;
    const auto endLine = [&] {
        csv += fields.join(u',').toUtf8() + "\r\n";
        fields.clear();
    };
    for (const QString& heading : headings)
        fields.append(csvField(heading));
    endLine();
    for (const TableRow& row : rows) {
        for (const int column : columns)
            fields.append(csvField(textIn(row, column)));
        endLine();
    }
    return csv;
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/cli_command.h"

#include <QRegularExpression>

namespace slipway {

CliCommand& CliCommand::option(const QString& name, const QString& value)
{
    if (!value.isEmpty())
        words_ << name << value;
    return *this;
}

CliCommand& CliCommand::argument(const QString& value)
{
    words_ << value;
    return *this;
}

QString CliCommand::quoted(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./~-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    QString escaped = word;
    escaped.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + escaped + QLatin1Char('\'');
}

QString CliCommand::text() const
{
    QStringList quoted_words;
    for (const QString& word : words_)
        quoted_words << quoted(word);
    return quoted_words.join(QLatin1Char(' '));
}

}  // namespace slipway

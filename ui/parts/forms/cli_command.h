// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace slipway {

/// A slipwayctl command line as a person would type it, quoted for a POSIX shell where needed.
class CliCommand {
public:
    explicit CliCommand(QStringList words) : words_(std::move(words)) {}

    /// Left out when the value is empty.
    CliCommand& option(const QString& name, const QString& value);
    CliCommand& argument(const QString& value);

    QString text() const;
    static QString quoted(const QString& word);

private:
    QStringList words_;
};

}  // namespace slipway

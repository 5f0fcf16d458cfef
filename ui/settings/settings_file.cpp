// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_file.h"

#include "ui/settings/preference.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>

namespace slipway {

namespace {

bool holdsZeroByte(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) && opened.readAll().contains('\0');
}

/// The first of file.broken, file.broken-2 and so on that is free.
QString asideOf(const QString& file)
{
    QString aside = file + QStringLiteral(".broken");
    for (int i = 2; QFile::exists(aside); ++i)
        aside = QStringLiteral("%1.broken-%2").arg(file).arg(i);
    return aside;
}

}  // namespace

SettingsTrouble checkSettingsFile(const QString& file)
{
    SettingsTrouble trouble;
    if (!QFile::exists(file))
        return trouble;
    {
        const QSettings settings(file, QSettings::IniFormat);
        (void)settings.allKeys();  // Sections are read, and found wrong, only when somebody asks.
        if (settings.status() == QSettings::NoError && !holdsZeroByte(file)) {
            for (const Preference& row : preferences())
                if (settings.contains(QLatin1String(row.key)) &&
                    !row.read(settings.value(QLatin1String(row.key)).toString()))
                    trouble.defaults << QLatin1String(row.key);
            return trouble;
        }
    }
    const QString aside = asideOf(file);
    if (QFile::rename(file, aside))
        trouble.aside = aside;
    return trouble;
}

QString SettingsTrouble::text() const
{
    if (!aside.isEmpty())
        return QCoreApplication::translate("SettingsFile", "The settings could not be read, so they are back "
                                                           "at their defaults. The old file is kept as %1.")
            .arg(aside);
    return QCoreApplication::translate("SettingsFile",
                                       "Some settings were not understood and count as their defaults: %1.")
        .arg(defaults.join(QStringLiteral(", ")));
}

}  // namespace slipway

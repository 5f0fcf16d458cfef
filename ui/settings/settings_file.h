// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace slipway {

/// What was wrong with the file of settings when the program started.
struct SettingsTrouble {
    QString aside;         ///< Where a file that could not be read was moved; empty when it could.
    QStringList defaults;  ///< Keys whose values were none of theirs, and count as their defaults.

    bool any() const { return !aside.isEmpty() || !defaults.isEmpty(); }
    /// A sentence that says so.
    QString text() const;
};

/// Call before the file is used. A file that cannot be read is moved aside, so that nothing of it is lost.
SettingsTrouble checkSettingsFile(const QString& file);

}  // namespace slipway

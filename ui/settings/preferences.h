// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"
#include "ui/settings/preference.h"

#include <QObject>
#include <QString>

namespace slipway {

/// What this person chose of the table of preferences. What a file holds beyond a row's values counts as the
/// row's default.
class Preferences : public QObject {
    Q_OBJECT
public:
    /// `settings` outlives this.
    explicit Preferences(SettingsStore& settings, QObject* parent = nullptr);

    template <class T>
    T get(const Setting<T>& setting) const
    {
        return value(preference(setting.key)).template value<T>();
    }
    QVariant value(const Preference& row) const;
    /// Keeps it; a value that is none of the row's changes nothing and is false.
    bool set(const Preference& row, const QVariant& value);
    void reset(const Preference& row) { set(row, row.initial); }

    /// The row whose keys these are too; none when they are free.
    const Preference* takenBy(const Preference& row, const QString& keys) const;

Q_SIGNALS:
    void changed(const QString& key);

private:
    SettingsStore& settings_;
};

}  // namespace slipway

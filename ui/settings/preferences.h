// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"
#include "ui/settings/preference.h"

#include <QObject>
#include <QString>

#include <optional>

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
    /// Keys that two rows were given, as a file may do, are those of the row that they were chosen for, or
    /// else of the first; the other row has none.
    QVariant value(const Preference& row) const;
    /// Keeps it; a value that is none of the row's changes nothing and is false.
    bool set(const Preference& row, const QVariant& value);
    void reset(const Preference& row) { set(row, row.initial); }

    /// What these keys already mean, in words; nothing when they are free for this row.
    std::optional<QString> takenBy(const Preference& row, const QString& keys) const;
    /// What has taken the keys that a file gives to this row.
    std::optional<QString> lostTo(const Preference& row) const;

Q_SIGNALS:
    void changed(const QString& key);

private:
    QVariant wanted(const Preference& row) const;
    const Preference* holderOf(const Preference& row, const QString& keys) const;

    SettingsStore& settings_;
};

}  // namespace slipway

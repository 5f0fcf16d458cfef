// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences.h"

namespace slipway {

Preferences::Preferences(SettingsStore& settings, QObject* parent) : QObject(parent), settings_(settings) {}

QVariant Preferences::value(const Preference& row) const
{
    const QString stored = settings_.get(Setting<QString>{row.key, row.initial.toString()});
    return row.read(stored).value_or(row.initial);
}

bool Preferences::set(const Preference& row, const QVariant& value)
{
    const auto read = row.read(value);
    if (!read)
        return false;
    if (*read == this->value(row))
        return true;
    settings_.set(Setting<QString>{row.key, {}}, read->toString());
    Q_EMIT changed(QLatin1String(row.key));
    return true;
}

const Preference* Preferences::takenBy(const Preference& row, const QString& keys) const
{
    if (keys.isEmpty())
        return nullptr;
    for (const Preference& other : preferences())
        if (other.key != row.key && std::holds_alternative<PreferenceKeys>(other.values) &&
            value(other).toString() == keys)
            return &other;
    return nullptr;
}

}  // namespace slipway

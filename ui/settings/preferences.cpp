// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences.h"

#include "ui/settings/fixed_keys.h"

namespace slipway {

Preferences::Preferences(SettingsStore& settings, QObject* parent) : QObject(parent), settings_(settings) {}

QVariant Preferences::wanted(const Preference& row) const
{
    const QString stored = settings_.get(Setting<QString>{row.key, row.initial.toString()});
    return row.read(stored).value_or(row.initial);
}

QVariant Preferences::value(const Preference& row) const
{
    const QVariant wanted = this->wanted(row);
    return lostTo(row) ? QVariant(QString()) : wanted;
}

std::optional<QString> Preferences::lostTo(const Preference& row) const
{
    if (!std::holds_alternative<PreferenceKeys>(row.values))
        return std::nullopt;
    const Preference* holder = holderOf(row, wanted(row).toString());
    return holder ? std::optional(holder->titleText()) : std::nullopt;
}

const Preference* Preferences::holderOf(const Preference& row, const QString& keys) const
{
    if (keys.isEmpty())
        return nullptr;
    const bool chosen = keys != row.initial.toString();
    bool earlier = true;
    for (const Preference& other : preferences()) {
        earlier = earlier && other.key != row.key;
        if (other.key == row.key || !std::holds_alternative<PreferenceKeys>(other.values) ||
            wanted(other).toString() != keys)
            continue;
        const bool other_chosen = keys != other.initial.toString();
        if (other_chosen == chosen ? earlier : other_chosen)
            return &other;
    }
    return nullptr;
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

std::optional<QString> Preferences::takenBy(const Preference& row, const QString& keys) const
{
    if (keys.isEmpty())
        return std::nullopt;
    for (const FixedKeys& fixed : fixedKeys())
        if (keys == QLatin1String(fixed.keys))
            return fixed.titleText();
    for (const Preference& other : preferences())
        if (other.key != row.key && std::holds_alternative<PreferenceKeys>(other.values) &&
            value(other).toString() == keys)
            return other.titleText();
    return std::nullopt;
}

}  // namespace slipway

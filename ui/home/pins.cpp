// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/pins.h"

#include "ui/session/settings.h"

#include <algorithm>

namespace slipway {

namespace {

/// Of failures put aside; older ones are long off the page.
constexpr int most_dismissed = 200;

}  // namespace

Pins::Pins(SettingsStore& settings, const std::string& server, QObject* parent)
    : QObject(parent), settings_(settings), server_(QString::fromStdString(server))
{
    for (const QString& line : settings.get(settings::pins)) {
        const QStringList words = line.split(QLatin1Char(' '));
        if (words.size() != 3 || words[0] != server_)
            continue;
        if (const auto kind = kindNamed(words[1].toStdString()))
            pins_.push_back({*kind, words[2].toStdString()});
    }
    dismissed_ = settings.get(settings::dismissed_failures);
}

bool Pins::contains(const Pin& pin) const
{
    return std::find(pins_.begin(), pins_.end(), pin) != pins_.end();
}

void Pins::toggle(const Pin& pin)
{
    if (std::erase(pins_, pin) == 0)
        pins_.push_back(pin);
    save();
    Q_EMIT changed();
}

bool Pins::isDismissed(const ResourceId& failed) const
{
    return dismissed_.contains(QString::fromStdString(failed.text()));
}

void Pins::dismiss(const ResourceId& failed)
{
    dismissed_ << QString::fromStdString(failed.text());
    while (dismissed_.size() > most_dismissed)
        dismissed_.removeFirst();
    settings_.set(settings::dismissed_failures, dismissed_);
    Q_EMIT changed();
}

void Pins::save()
{
    QStringList lines = settings_.get(settings::pins);
    const QString prefix = server_ + QLatin1Char(' ');
    lines.erase(std::remove_if(lines.begin(), lines.end(),
                               [&](const QString& line) { return line.startsWith(prefix); }),
                lines.end());
    for (const Pin& pin : pins_)
        lines << prefix +
                     QString::fromUtf8(info(pin.kind).name.data(), qsizetype(info(pin.kind).name.size())) +
                     QLatin1Char(' ') + QString::fromStdString(pin.key);
    settings_.set(settings::pins, lines);
}

}  // namespace slipway

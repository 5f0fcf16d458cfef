// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcuts.h"

#include "ui/settings/preferences.h"

#include <QShortcut>

namespace slipway {

void addShortcut(const Setting<QString>& keys, const Preferences& preferences, QWidget* owner,
                 std::function<void()> run)
{
    const auto chosen = [&preferences, keys] {
        return QKeySequence::fromString(preferences.get(keys), QKeySequence::PortableText);
    };
    auto* shortcut = new QShortcut(chosen(), owner);
    QObject::connect(shortcut, &QShortcut::activated, owner, std::move(run));
    QObject::connect(&preferences, &Preferences::changed, shortcut,
                     [shortcut, chosen] { shortcut->setKey(chosen()); });
}

}  // namespace slipway

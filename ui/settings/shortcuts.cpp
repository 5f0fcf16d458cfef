// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/shortcuts.h"

#include "ui/parts/retranslated.h"
#include "ui/settings/preferences.h"

#include <QShortcut>
#include <QWidget>

namespace slipway {

namespace {

QKeySequence chosenKeys(const Setting<QString>& keys, const Preferences& preferences)
{
    return QKeySequence::fromString(preferences.get(keys), QKeySequence::PortableText);
}

}  // namespace

void addShortcut(const Setting<QString>& keys, const Preferences& preferences, QWidget* owner,
                 std::function<void()> run, Qt::ShortcutContext where)
{
    auto* shortcut = new QShortcut(chosenKeys(keys, preferences), owner);
    shortcut->setContext(where);
    QObject::connect(shortcut, &QShortcut::activated, owner, std::move(run));
    QObject::connect(&preferences, &Preferences::changed, shortcut,
                     [shortcut, &preferences, keys] { shortcut->setKey(chosenKeys(keys, preferences)); });
}

QString keysText(const Setting<QString>& keys, const Preferences& preferences)
{
    return chosenKeys(keys, preferences).toString(QKeySequence::NativeText);
}

QString withKeys(const QString& text, const Setting<QString>& keys, const Preferences& preferences)
{
    const QString said = keysText(keys, preferences);
    return said.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, said);
}

void shownWithKeys(QWidget* widget, const Preferences& preferences, std::function<void()> apply)
{
    QObject::connect(&preferences, &Preferences::changed, widget, apply);
    retranslated(widget, std::move(apply));
}

}  // namespace slipway

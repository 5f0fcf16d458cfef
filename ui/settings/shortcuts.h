// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace slipway {

class Preferences;

/// Calls `run` by the keys that the person chose for this, in the window of `owner` or where else `where`
/// says, and follows a change of them.
void addShortcut(const Setting<QString>& keys, const Preferences& preferences, QWidget* owner,
                 std::function<void()> run, Qt::ShortcutContext where = Qt::WindowShortcut);

/// These keys as this desktop writes them; empty when nobody wants any.
QString keysText(const Setting<QString>& keys, const Preferences& preferences);

/// `text` with these keys behind it in brackets, as a tooltip says them.
QString withKeys(const QString& text, const Setting<QString>& keys, const Preferences& preferences);

/// Calls `apply` now, and again whenever the language or a choice of keys changes while `widget` lives.
void shownWithKeys(QWidget* widget, const Preferences& preferences, std::function<void()> apply);

}  // namespace slipway

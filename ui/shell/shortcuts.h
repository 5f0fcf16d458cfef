// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"

#include <QObject>

#include <functional>

class QWidget;

namespace slipway {

class Preferences;

/// Calls `run` by the keys that the person chose for this, in the window of `owner`, and follows a change of
/// them.
void addShortcut(const Setting<QString>& keys, const Preferences& preferences, QWidget* owner,
                 std::function<void()> run);

}  // namespace slipway

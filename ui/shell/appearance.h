// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/preferences.h"

#include <QString>

class QMenu;

namespace slipway {

class Language;
class Theme;

/// Colours, text and language as the user chose them, kept between starts.
class Appearance {
public:
    /// Applies what was chosen before. All three outlive this.
    Appearance(Theme& theme, Language& language, SettingsStore& settings);

    /// "system", "light" or "dark".
    void setScheme(const QString& scheme);
    /// "system", "en" or "zh_CN".
    void setLanguage(const QString& code);

    Theme& theme() const { return theme_; }
    SettingsStore& settings() const { return settings_; }
    Preferences& preferences() { return preferences_; }

    /// Adds the choices to a menu that is about to be shown.
    void fill(QMenu& menu);

private:
    void apply();

    Theme& theme_;
    Language& language_;
    SettingsStore& settings_;
    Preferences preferences_;
};

}  // namespace slipway

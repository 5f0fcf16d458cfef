// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;

namespace slipway {

class Language;
class SettingsStore;
class Theme;

/// Colours and language as the user chose them, kept between starts.
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

    /// Adds the choices to a menu that is about to be shown.
    void fill(QMenu& menu);

private:
    Theme& theme_;
    Language& language_;
    SettingsStore& settings_;
};

}  // namespace slipway

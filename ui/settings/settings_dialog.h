// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/preference.h"

#include <QDialog>
#include <QList>

#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace slipway {

class FixedKeysList;
class Preferences;
class Theme;

/// The table of preferences as a page with a section each; what is changed counts at once. Closes itself.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Preferences& preferences, const Theme& theme, QWidget* parent);

    void showSection(PreferenceSection section);

private:
    void addSection(PreferenceSection section);
    QWidget* makePrivacy();
    void resetSection();
    void retitle(int section, const QString& title);
    void retranslate();

    Preferences& preferences_;
    const Theme& theme_;
    std::vector<PreferenceSection> shown_;
    QListWidget* sections_;
    QStackedWidget* pages_;
    QLabel* title_;
    QLabel* privacy_;
    FixedKeysList* fixed_keys_;
    QPushButton* reset_;
    QPushButton* close_;
};

}  // namespace slipway

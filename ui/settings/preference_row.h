// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/preference.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace slipway {

class KeysEdit;
class Preferences;
class Theme;

/// One row of the table as a person changes it: its words, an editor of its type, and what is wrong.
class PreferenceRow : public QWidget {
    Q_OBJECT
public:
    PreferenceRow(const Preference& row, Preferences& preferences, const Theme& theme,
                  QWidget* parent = nullptr);

    QString error() const;

private:
    QWidget* makeEditor();
    QWidget* makeKeys();
    void choose(const QVariant& value);
    void chooseKeys();
    void refresh();
    void retranslate();
    void say(const QString& error);

    const Preference& row_;
    Preferences& preferences_;
    const Theme& theme_;
    QLabel* title_;
    QLabel* line_;
    QComboBox* box_ = nullptr;
    QSpinBox* number_ = nullptr;
    QCheckBox* toggle_ = nullptr;
    KeysEdit* keys_ = nullptr;
    QToolButton* reset_ = nullptr;
    QWidget* editor_;  ///< One of those above, which are made with it.
    bool refreshing_ = false;
};

}  // namespace slipway

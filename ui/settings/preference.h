// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/settings.h"

#include <QString>
#include <QVariant>

#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace slipway {

/// One value that a setting may have, and the word for it.
struct PreferenceChoice {
    const char* code;
    const char* word;  ///< To be translated; a language is named in itself.
};

/// A whole number between two others, both included.
struct PreferenceRange {
    int least;
    int most;
    const char* unit;  ///< "px", "%"; may be empty.
};

/// A key or keys pressed at once, in Qt's portable spelling; empty for none.
struct PreferenceKeys {};

/// On or off.
struct PreferenceToggle {};

enum class PreferenceSection { Look, Notices, Confirmations, Shortcuts };

/// One row of the table of everything that people can choose: it says how the value is read, checked, shown
/// and documented.
struct Preference {
    PreferenceSection section;
    const char* key;
    QVariant initial;
    std::variant<std::vector<PreferenceChoice>, PreferenceRange, PreferenceKeys, PreferenceToggle> values;
    const char* title;  ///< These two are to be translated.
    const char* help;

    QString titleText() const;
    QString helpText() const;
    /// The value that a file's text stands for; nothing when it is none of this row's values.
    std::optional<QVariant> read(const QVariant& stored) const;
    /// What the row may hold, as the documentation says it.
    QString valuesText() const;
};

/// The whole table, in the order in which it is shown.
std::span<const Preference> preferences();
const Preference& preference(const char* key);

QString sectionTitle(PreferenceSection section);
QString choiceText(const PreferenceChoice& choice);

/// The table as a page of the documentation, in Markdown.
QString preferencesMarkdown();

/// All keys and what they do, as the user guide lists them: a table in Markdown in the language in use.
QString shortcutsMarkdown();

}  // namespace slipway

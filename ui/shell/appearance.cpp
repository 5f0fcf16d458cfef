// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "ui/settings/choices.h"
#include "ui/shell/language.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QMenu>

#include <functional>
#include <utility>
#include <vector>

namespace slipway {

namespace {

using Choices = std::vector<std::pair<QString, QString>>;

void addChoices(QMenu& menu, const Choices& choices, const QString& current,
                const std::function<void(const QString&)>& choose)
{
    auto* group = new QActionGroup(&menu);
    for (const auto& [code, text] : choices) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(code == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &menu, [choose, code = code] { choose(code); });
    }
}

ColorScheme schemeOf(const QString& code)
{
    if (code == QStringLiteral("light"))
        return ColorScheme::Light;
    return code == QStringLiteral("dark") ? ColorScheme::Dark : ColorScheme::System;
}

}  // namespace

Appearance::Appearance(Theme& theme, Language& language, SettingsStore& settings)
    : theme_(theme), language_(language), settings_(settings), preferences_(settings)
{
    QObject::connect(&preferences_, &Preferences::changed, &preferences_, [this] { apply(); });
    apply();
}

void Appearance::apply()
{
    setTextSize(preferences_.get(settings::text_size));
    theme_.setColorScheme(schemeOf(preferences_.get(settings::theme)));
    language_.set(preferences_.get(settings::language));
}

void Appearance::setScheme(const QString& scheme)
{
    preferences_.set(preference(settings::theme.key), scheme);
}

void Appearance::setLanguage(const QString& code)
{
    preferences_.set(preference(settings::language.key), code);
}

void Appearance::fill(QMenu& menu)
{
    for (const char* key : {settings::theme.key, settings::language.key}) {
        const Preference& row = preference(key);
        Choices choices;
        for (const PreferenceChoice& choice : std::get<std::vector<PreferenceChoice>>(row.values))
            choices.emplace_back(QLatin1String(choice.code), choiceText(choice));
        addChoices(*menu.addMenu(row.titleText()), choices, preferences_.value(row).toString(),
                   [this, &row](const QString& code) { preferences_.set(row, code); });
    }
}

}  // namespace slipway

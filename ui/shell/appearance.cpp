// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "ui/session/settings.h"
#include "ui/shell/language.h"
#include "widgets/theme/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

#include <functional>
#include <utility>
#include <vector>

namespace slipway {

namespace {

class AppearanceWords {
    Q_DECLARE_TR_FUNCTIONS(AppearanceWords)
};

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
    : theme_(theme), language_(language), settings_(settings)
{
    theme_.setColorScheme(schemeOf(settings.get(settings::theme)));
    language_.set(settings.get(settings::language));
}

void Appearance::setScheme(const QString& scheme)
{
    settings_.set(settings::theme, scheme);
    theme_.setColorScheme(schemeOf(scheme));
}

void Appearance::setLanguage(const QString& code)
{
    settings_.set(settings::language, code);
    language_.set(code);
}

void Appearance::fill(QMenu& menu)
{
    addChoices(*menu.addMenu(AppearanceWords::tr("Theme")),
               {{QStringLiteral("system"), AppearanceWords::tr("As the system")},
                {QStringLiteral("light"), AppearanceWords::tr("Light")},
                {QStringLiteral("dark"), AppearanceWords::tr("Dark")}},
               settings_.get(settings::theme), [this](const QString& code) { setScheme(code); });
    // Languages are named in themselves, so that everybody finds their own.
    addChoices(*menu.addMenu(AppearanceWords::tr("Language")),
               {{QStringLiteral("system"), AppearanceWords::tr("As the system")},
                {QStringLiteral("en"), QStringLiteral("English")},
                {QStringLiteral("zh_CN"), QStringLiteral("中文")}},
               settings_.get(settings::language), [this](const QString& code) { setLanguage(code); });
}

}  // namespace slipway

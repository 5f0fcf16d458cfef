// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/window_driver.h"
#include "tests/app/running_platform.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QTest>

#include <memory>

namespace slipway::test {

/// A real slipwayd, and windows on it in which people of its project "default" work. Throws demo::Failure.
class DetailsStage {
public:
    DetailsStage()
    {
        if (!platform.start())
            throw demo::Failure(QStringLiteral("slipwayd does not start."));
        settings = std::make_unique<SettingsStore>(platform.path(QStringLiteral("settings.ini")));
        appearance = std::make_unique<Appearance>(theme, language, *settings);
        appearance->setLanguage(QStringLiteral("en"));
    }

    /// Opens the window as this user; "admin" is the first one, others get this role.
    WorkbenchView& open(const std::string& name, const std::string& role = "engineer")
    {
        if (name != "admin" && !platform.get(Kind::Member, name))
            (void)platform.create(Kind::Member, name, R"({"user":")" + name + R"(","role":")" + role + "\"}");
        auto profile = platform.profileOf(name);
        if (!profile)
            throw demo::Failure(QString::fromStdString(profile.error().message));
        profile->project = "default";
        MainWindowOptions options;
        options.config_directory = platform.path(QStringLiteral("config")).toStdString();
        options.profile = *profile;
        window = std::make_unique<MainWindow>(*appearance, options);
        window->resize(1280, 800);
        window->show();
        user.waitUntil(QStringLiteral("the window is live"), [this] {
            return view().workspace().loaded() && !view().workspace().account().user.empty() &&
                   view().workspace().link().state == Link::State::Live;
        });
        return view();
    }

    WorkbenchView& view() const { return *window->workbench(); }

    /// Writes what the window looks like, for people to judge.
    void picture(const QString& name, QWidget* of = nullptr) const
    {
        const QString folder = QStringLiteral(SLIPWAY_BINARY_DIR "/pages");
        QDir().mkpath(folder);
        QCoreApplication::processEvents();
        QVERIFY(
            (of ? of : window.get())->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
    }

    RunningPlatform platform;
    std::unique_ptr<SettingsStore> settings;
    Theme theme{ColorScheme::Light};
    Language language;
    std::unique_ptr<Appearance> appearance;
    std::unique_ptr<MainWindow> window;
    demo::WindowDriver user;
};

}  // namespace slipway::test

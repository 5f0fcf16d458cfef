// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fixture_data.h"
#include "ui/cluster/cluster_page.h"
#include "ui/parts/late_page.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/theme/theme.h"

#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace slipway::test {

/// The button that adds a cluster; its tab is made, and need not be open.
inline QPushButton* addClusterButton(WorkbenchView& view)
{
    qobject_cast<LatePage*>(view.cluster()->findChild<QTabWidget*>()->widget(2))->page();
    return view.cluster()->findChild<QPushButton*>(QStringLiteral("addCluster"));
}

/// What the window of the workbench needs around it: settings of its own, a theme, English.
struct WindowFrame {
    WindowFrame() { appearance.setLanguage(QStringLiteral("en")); }

    QTemporaryDir home;
    SettingsStore settings{home.filePath(QStringLiteral("settings.ini"))};
    Theme theme{ColorScheme::Light};
    Language language;
    Appearance appearance{theme, language, settings};
};

/// The window, connected to a platform in memory that has everything.
struct OpenWindow {
    explicit OpenWindow(WindowFrame& frame)
    {
        putEverything(*running.platform);
        MainWindowOptions options;
        options.config_directory = frame.home.path().toStdString();
        options.profile = running.profile();
        window = std::make_unique<MainWindow>(frame.appearance, options);
        window->resize(1280, 800);
        window->show();
    }

    WorkbenchView& view() const { return *window->workbench(); }
    bool isLoaded() const
    {
        return view().workspace().loaded() && !view().workspace().account().user.empty() &&
               view().workspace().link().state == Link::State::Live;
    }

    FakeServer running;
    std::unique_ptr<MainWindow> window;
};

}  // namespace slipway::test

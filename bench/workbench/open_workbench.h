// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/harness/platform_process.h"
#include "bench/workbench/gui_wait.h"
#include "ui/session/settings.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workbench_view.h"
#include "widgets/theme/theme.h"

namespace slipway::bench {

/// The window of the workbench on a real platform, as its administrator.
class OpenWorkbench {
public:
    /// Returns once everything is loaded. Throws Impatience.
    explicit OpenWorkbench(const PlatformProcess& platform)
        : settings_(QString::fromStdString(platform.path("workbench.ini").string())),
          appearance_(theme_, language_, settings_)
    {
        appearance_.setLanguage(QStringLiteral("en"));
        MainWindowOptions options;
        options.config_directory = platform.path("config");
        options.profile = Profile{.name = "bench",
                                  .server = "http://127.0.0.1:" + std::to_string(platform.port()),
                                  .access_key = platform.credentials().access_key,
                                  .secret_key = platform.credentials().secret_key,
                                  .ca_file = {}};
        window_ = std::make_unique<MainWindow>(appearance_, options);
        window_->resize(1280, 800);
        window_->show();
        waitUntil("the workbench is connected", [this] {
            return workspace().loaded() && !workspace().account().user.empty() &&
                   workspace().link().state == Link::State::Live;
        });
    }

    MainWindow& window() const { return *window_; }
    WorkbenchView& view() const { return *window_->workbench(); }
    Workspace& workspace() const { return view().workspace(); }

    void waitForPhase(Kind kind, const std::string& name, Phase phase) const
    {
        waitUntil(name + " is in its phase", [&] {
            const ItemPtr item = workspace().find(kind, "default/" + name);
            return item && item->workload().phase == phase;
        });
    }

private:
    SettingsStore settings_;
    Theme theme_{ColorScheme::Light};
    Language language_;
    Appearance appearance_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace slipway::bench

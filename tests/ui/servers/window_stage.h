// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/watchdog.h"
#include "tests/ui/open_window.h"
#include "tests/ui/servers/bad_server.h"
#include "ui/parts/lists/list_page.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/status/state_pane.h"

#include <memory>
#include <string>

namespace slipway::test {

/// Of processor time, so that it holds on a machine that others use, too. The strict bound is the bench's.
inline constexpr double longest_block_ms = 250;

/// A window on a server of the test, watched by a watchdog from its first paint on.
class WindowStage {
public:
    explicit WindowStage(WindowFrame& frame, const Profile& profile)
    {
        MainWindowOptions options;
        options.config_directory = frame.home.path().toStdString();
        options.profile = profile;
        window = std::make_unique<MainWindow>(frame.appearance, options);
        window->resize(1280, 800);
        window->show();
        watchdog = std::make_unique<demo::Watchdog>();
    }

    WorkbenchView& view() const { return *window->workbench(); }
    Workspace& workspace() const { return view().workspace(); }
    bool isLive() const
    {
        return workspace().loaded() && !workspace().account().user.empty() &&
               workspace().link().state == Link::State::Live;
    }
    bool isLost() const { return workspace().link().state == Link::State::Lost; }

    /// What the page that is shown says is wrong; nothing while all is well.
    QString trouble() const
    {
        for (const ErrorBanner* banner : window->findChildren<ErrorBanner*>())
            if (banner->isVisible())
                return banner->message();
        for (const StatePane* pane : window->findChildren<StatePane*>())
            if (pane->isVisible() &&
                (pane->state() == StatePane::State::Failed || pane->state() == StatePane::State::Refused))
                return pane->accessibleDescription();
        return {};
    }

    double worstBlock() const { return demo::delayOf(watchdog->busy(), 1); }

    std::unique_ptr<MainWindow> window;
    std::unique_ptr<demo::Watchdog> watchdog;
};

/// The places that there are, in their order.
inline const std::vector<WorkbenchView::Place> places{
    WorkbenchView::Place::Home,     WorkbenchView::Place::Environments, WorkbenchView::Place::Jobs,
    WorkbenchView::Place::Datasets, WorkbenchView::Place::Volumes,      WorkbenchView::Place::Cluster,
    WorkbenchView::Place::Templates};

}  // namespace slipway::test

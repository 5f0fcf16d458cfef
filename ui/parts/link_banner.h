// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/workspace.h"
#include "widgets/form/status/error_banner.h"

namespace slipway {

class StatePane;
class Theme;

/// Says above what is shown that the platform is gone and how old that is; hidden while all is well.
///
/// What was never loaded is told of by a StatePane in its place, which showUnloaded() sets.
class LinkBanner : public ErrorBanner {
    Q_OBJECT
public:
    LinkBanner(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    /// What is to be said while the platform is there; empty when all is well.
    void setNotice(const QString& notice);
    /// Whether nothing of the workspace is there yet; `pane` says then that it loads, or why it does not.
    bool showUnloaded(StatePane& pane) const;

public Q_SLOTS:
    /// Tries again, or asks for other keys where these are refused.
    void act();

Q_SIGNALS:
    /// Keys or certificate are good no more; somebody has to connect anew.
    void connectRequested();

private:
    void refresh();

    Workspace& workspace_;
    QString notice_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/local_server.h"
#include "client/profile.h"

#include <QMainWindow>

#include <filesystem>
#include <optional>
#include <string>

class QStackedWidget;

namespace slipway {

class Appearance;
class Connector;
class FirstRunPage;
class WorkbenchView;

/// How the window finds its platform.
struct MainWindowOptions {
    std::optional<Profile> profile;  ///< Connects to this at once and keeps nothing; what tests use.
    std::string profile_name;        ///< Of the profiles kept; the current one when empty.
    LocalServerOptions local_server;
    std::filesystem::path config_directory = configDirectory();
};

/// The window of the workbench: the first screen until a platform is connected, then the workbench.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Appearance& appearance, MainWindowOptions options);
    ~MainWindow() override;

    FirstRunPage* firstRun() const { return first_run_; }
    /// Empty while nothing is connected.
    WorkbenchView* workbench() const { return workbench_; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void connectFirstRun();
    void open(const Profile& profile);
    void leave();

    Appearance& appearance_;
    QStackedWidget* stack_;
    FirstRunPage* first_run_;
    WorkbenchView* workbench_ = nullptr;
    Connector* connector_;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/local_server.h"
#include "client/profile.h"

#include "ui/connections/key_store.h"
#include "ui/news/herald.h"

#include <QMainWindow>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

class QStackedWidget;

namespace slipway {

class Appearance;
class ConnectionDialog;
class Connections;
class Connector;
class FirstRunPage;
struct DeepLink;
struct ServerCertificate;
class WorkbenchView;

/// How the window finds its platform.
struct MainWindowOptions {
    std::optional<Profile> profile;  ///< Connects to this at once and keeps nothing; what tests use.
    std::string profile_name;        ///< Of the profiles kept; the current one when empty.
    LocalServerOptions local_server;
    std::filesystem::path config_directory = configDirectory();
    QString link;    ///< A slipway:// link to open once something is connected.
    QString notice;  ///< Something to be said at the start, such as about the settings.
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
    Connections& connections() const { return *connections_; }

    /// Goes where a slipway:// link leads. Another server than the one in use is offered, not connected to.
    void openLink(const QString& text);
    void showInFront();
    void openSettings();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void connectFirstRun();
    void connectConnector(Connector& connector);
    void connectConnections();
    /// Adds a connection, or changes this one.
    ConnectionDialog* openDialog(const std::optional<Profile>& profile);
    void askToForget(const std::string& name);
    void use(const std::string& name);
    void useNow(const std::string& name);
    void showFirstRun();
    void askForTrust(const Profile& profile, const ServerCertificate& certificate, const Error& error);
    void noticeLink();
    void connectHerald();
    void connectWorkbench();
    void placeWindow();
    void rememberPlace();
    void offer(const DeepLink& link);
    void refreshState();
    void say(const QString& sentence);
    void sayKeyIsForThisRun(const Profile& profile);
    /// Makes the view of the connection; enter() shows it, at the place where it was left.
    void open(const Profile& profile);
    void enter();
    void dropWorkbench();
    void leave();
    /// Whether somebody has to be asked first, since unapplied texts would be lost; `go_on` runs once they
    /// give them up.
    bool askForDrafts(const std::function<void()>& go_on);

    Appearance& appearance_;
    QStackedWidget* stack_;
    FirstRunPage* first_run_;
    WorkbenchView* workbench_ = nullptr;
    LocalServerOptions local_server_;
    std::filesystem::path config_directory_;
    KeyStore keys_;
    Connections* connections_;
    Connector* connector_;
    Herald herald_;
    QString waiting_link_;  ///< Until its server is connected.
    QString notice_;        ///< Until there is a place to say it.
    bool doubted_ = false;  ///< The certificate of the connection in use, and somebody was told.
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "client/session.h"
#include "ui/connections/key_store.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace slipway {

class Card;
class ConnectionForm;
class ErrorBanner;
class LoadingState;
class Theme;

/// Where the platform is: on this computer, or on a server. Shown until one is connected.
class FirstRunPage : public QWidget {
    Q_OBJECT
public:
    explicit FirstRunPage(const Theme& theme, QWidget* parent = nullptr);

    void showChoice();
    /// The connections that are remembered, to be offered above the choice.
    void setKnown(const std::vector<Profile>& profiles);
    enum class Reaching { Profile, ThisComputer, Server };
    /// While something is being reached.
    void showProgress(Reaching what);
    /// While a connection is only tested.
    void showTesting();
    bool isReaching() const;
    void showError(const Error& error);
    /// The server of `profile` takes its keys no more: all but the secret is filled in.
    void showRefusal(const Profile& profile, const Error& error);
    void showTested(const Account& account);
    /// The profile is known but its secret key is not: all but that is filled in.
    void askSecret(const Profile& profile, const Error& error);
    /// The one certificate that the server in the form may show.
    void trust(const std::string& sha256);

Q_SIGNALS:
    void thisComputerChosen();
    /// What is being reached is not wanted any more.
    void canceled();
    void testRequested(const slipway::Profile& profile);
    void serverChosen(const slipway::Profile& profile, slipway::KeyPlace place);
    /// One of those that are remembered.
    void knownChosen(const QString& name);
    /// Somebody wants the menu of theme and language, at this place of the screen.
    void menuRequested(const QPoint& at);

private:
    QWidget* buildChoice();
    QWidget* buildServer();
    QWidget* buildProgress();
    QString progressText() const;
    void retranslate();
    bool check();

    QLabel* title_;
    QLabel* lead_;
    ErrorBanner* banner_;
    QStackedWidget* stack_;
    LoadingState* progress_;
    QPushButton* cancel_ = nullptr;
    Reaching reaching_ = Reaching::Profile;
    Card* known_ = nullptr;
    Card* here_ = nullptr;
    QLabel* here_text_ = nullptr;
    QPushButton* here_button_ = nullptr;
    Card* server_ = nullptr;
    ConnectionForm* form_ = nullptr;
    QPushButton* test_ = nullptr;
    QPushButton* connect_ = nullptr;
    QToolButton* settings_ = nullptr;
    QLabel* tested_ = nullptr;
    std::function<void()> message_;  ///< Says what is said now once more, in the language of the moment.
    enum class Tried { Nothing, ThisComputer, Known, Test, Server } tried_ = Tried::Nothing;
    QString tried_name_;
};

}  // namespace slipway

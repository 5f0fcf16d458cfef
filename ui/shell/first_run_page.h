// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "client/session.h"
#include "ui/parts/forms/form_errors.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace slipway {

class Card;
class ErrorBanner;
class FormField;
class LoadingState;
class Theme;

/// Where the platform is: on this computer, or on a server. Shown until one is connected.
class FirstRunPage : public QWidget {
    Q_OBJECT
public:
    explicit FirstRunPage(const Theme& theme, QWidget* parent = nullptr);

    void showChoice();
    enum class Reaching { Profile, ThisComputer, Server };
    /// While something is being reached.
    void showProgress(Reaching what);
    /// While a connection is only tested.
    void showTesting();
    void showError(const Error& error);
    /// The server of `profile` takes its keys no more: all but the secret is filled in.
    void showRefusal(const Profile& profile, const Error& error);
    void showTested(const Account& account);

Q_SIGNALS:
    void thisComputerChosen();
    /// What is being reached is not wanted any more.
    void canceled();
    void testRequested(const slipway::Profile& profile);
    void serverChosen(const slipway::Profile& profile);
    /// Somebody wants the menu of theme and language, at this place of the screen.
    void menuRequested(const QPoint& at);

private:
    QWidget* buildChoice();
    QWidget* buildServer();
    QWidget* buildProgress();
    QString progressText() const;
    void showPlaced(const Error& error);
    void retranslate();
    bool check();
    Profile profile() const;

    QLabel* title_;
    QLabel* lead_;
    ErrorBanner* banner_;
    QStackedWidget* stack_;
    LoadingState* progress_;
    QPushButton* cancel_ = nullptr;
    Reaching reaching_ = Reaching::Profile;
    Card* here_ = nullptr;
    QLabel* here_text_ = nullptr;
    QPushButton* here_button_ = nullptr;
    Card* server_ = nullptr;
    QLineEdit* url_ = nullptr;
    QLineEdit* access_key_ = nullptr;
    QLineEdit* secret_key_ = nullptr;
    FormField* url_field_ = nullptr;
    FormField* access_field_ = nullptr;
    FormField* secret_field_ = nullptr;
    QPushButton* test_ = nullptr;
    QPushButton* connect_ = nullptr;
    QToolButton* settings_ = nullptr;
    QLabel* tested_ = nullptr;
    FormErrors errors_;
    std::function<void()> message_;  ///< Says what is said now once more, in the language of the moment.
    enum class Tried { Nothing, ThisComputer, Server } tried_ = Tried::Nothing;
};

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "ui/connections/connector.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;

namespace slipway {

class ConnectionForm;
class ErrorBanner;
class Theme;

/// Adds or changes one connection: it is tried before it is kept. Closes itself; connected() of its connector
/// says that it was kept and is to be used.
class ConnectionDialog : public QDialog {
    Q_OBJECT
public:
    /// Adds one when `profile` is empty.
    ConnectionDialog(const Profile* profile, LocalServerOptions local, std::filesystem::path config_directory,
                     KeyStore& keys, const Theme& theme, QWidget* parent);

    /// Fills in where a link leads, and says so: nobody connects there unseen.
    void offer(const QString& address);
    Connector& connector() { return connector_; }
    ConnectionForm* form() const { return form_; }

private:
    void connectAnswers(const Theme& theme);
    void retranslate();
    void setBusy(bool busy);
    void showError(const Error& error);
    void say(std::function<void()> message);

    enum class Purpose { Add, Change } purpose_;
    Connector connector_;
    QLabel* title_;
    ErrorBanner* banner_;
    ConnectionForm* form_;
    QLabel* tested_;
    QPushButton* test_;
    QPushButton* cancel_;
    QPushButton* connect_;
    std::function<void()> message_;  ///< Says what is said now once more, in the language of the moment.
};

}  // namespace slipway

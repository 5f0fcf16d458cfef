// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/profile.h"
#include "ui/connections/key_store.h"
#include "ui/parts/forms/form_errors.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace slipway {

class FormField;

/// How to reach one server and as whom: address and keys, and behind "More" its name, whom to trust, the
/// proxy, and where the secret key is kept.
class ConnectionForm : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionForm(QWidget* parent = nullptr);

    /// Fills the form for a change; the name stays, and an empty secret key means the one that is kept.
    void edit(const Profile& profile);
    /// Fills the form; secret keys are never shown.
    void fill(const Profile& profile);
    Profile profile() const;
    KeyPlace keyPlace() const;
    /// Trusts this one certificate from now on.
    void trust(const std::string& sha256);

    /// Says beside the fields what is wrong with them; false when something is.
    bool check();
    /// Shows the error at the field that causes it and puts the keyboard there; false when none does.
    bool showError(const Error& error);
    /// The secret key is needed, for this reason.
    void askSecret(const Profile& profile, const QString& why);
    void clearErrors() { errors_.clear(); }
    QString address() const;

Q_SIGNALS:
    /// Return was pressed in a field.
    void submitted();

private:
    enum class Trust { Authorities, File, Certificate };
    enum class Proxy { Environment, None, Address };

    void buildMore(QVBoxLayout& layout);
    void retranslate();
    void refreshMore();
    bool checkMore();
    void setTrust(Trust trust);
    void setProxy(Proxy proxy);
    Trust trustChoice() const;
    Proxy proxyChoice() const;

    std::string kept_name_;    ///< Of the profile that is changed; empty for a new one.
    std::string project_;      ///< Of that profile.
    std::string certificate_;  ///< The one certificate that is trusted.
    QLineEdit* url_;
    QLineEdit* access_key_;
    QLineEdit* secret_key_;
    QLineEdit* name_;
    QLineEdit* ca_file_;
    QLineEdit* proxy_;
    QComboBox* trust_;
    QComboBox* way_;
    QComboBox* place_;
    FormField* url_field_;
    FormField* access_field_;
    FormField* secret_field_;
    FormField* name_field_;
    FormField* trust_field_;
    FormField* ca_field_;
    FormField* way_field_;
    FormField* proxy_field_;
    FormField* place_field_;
    QWidget* more_;
    QPushButton* more_button_;
    FormErrors errors_;
};

}  // namespace slipway

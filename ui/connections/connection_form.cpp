// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_form.h"

#include "client/server_certificate.h"
#include "core/uri.h"
#include "ui/parts/names.h"
#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

QLineEdit* makeEdit(const char* name)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    return edit;
}

QComboBox* makeChoice(const char* name, int count)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    for (int i = 0; i < count; ++i)
        box->addItem(QString());
    return box;
}

}  // namespace

ConnectionForm::ConnectionForm(QWidget* parent)
    : QWidget(parent),
      url_(makeEdit("serverUrl")),
      access_key_(makeEdit("accessKey")),
      secret_key_(makeEdit("secretKey")),
      name_(makeEdit("connectionName")),
      ca_file_(makeEdit("caFile")),
      proxy_(makeEdit("proxyAddress")),
      trust_(makeChoice("trust", 2)),
      way_(makeChoice("proxy", 3)),
      place_(makeChoice("keyPlace", 3)),
      url_field_(new FormField(url_, this)),
      access_field_(new FormField(access_key_, this)),
      secret_field_(new FormField(secret_key_, this)),
      name_field_(new FormField(name_, this)),
      trust_field_(new FormField(trust_, this)),
      ca_field_(new FormField(ca_file_, this)),
      way_field_(new FormField(way_, this)),
      proxy_field_(new FormField(proxy_, this)),
      place_field_(new FormField(place_, this)),
      more_(new QWidget),
      more_button_(makeButton({}, ButtonKind::Link))
{
    secret_key_->setEchoMode(QLineEdit::Password);
    url_->setPlaceholderText(QStringLiteral("https://slipway.example.com"));
    proxy_->setPlaceholderText(QStringLiteral("http://proxy.example.com:3128"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (FormField* field : {url_field_, access_field_, secret_field_})
        layout->addWidget(field);
    layout->addWidget(more_button_, 0, Qt::AlignLeft);
    buildMore(*layout);
    errors_.add("server", url_field_);
    errors_.add("access_key", access_field_);
    errors_.add("secret_key", secret_field_);
    errors_.add("ca_file", ca_field_);
    errors_.add("proxy", proxy_field_);
    for (QLineEdit* edit : {url_, access_key_, secret_key_, name_, ca_file_, proxy_})
        connect(edit, &QLineEdit::returnPressed, this, &ConnectionForm::submitted);
    connect(url_, &QLineEdit::textChanged, this,
            [this] { name_->setPlaceholderText(QString::fromStdString(profile().name)); });
    retranslated(this, [this] { retranslate(); });
}

void ConnectionForm::buildMore(QVBoxLayout& layout)
{
    auto* column = new QVBoxLayout(more_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (FormField* field : {name_field_, trust_field_, ca_field_, way_field_, proxy_field_, place_field_})
        column->addWidget(field);
    layout.addWidget(more_);
    more_->hide();
    more_button_->setObjectName(QStringLiteral("moreOptions"));
    connect(more_button_, &QPushButton::clicked, this, [this] {
        more_->setVisible(more_->isHidden());
        retranslate();
    });
    connect(trust_, &QComboBox::currentIndexChanged, this, &ConnectionForm::refreshMore);
    connect(way_, &QComboBox::currentIndexChanged, this, &ConnectionForm::refreshMore);
    refreshMore();
}

void ConnectionForm::refreshMore()
{
    ca_field_->setVisible(trustChoice() == Trust::File);
    proxy_field_->setVisible(proxyChoice() == Proxy::Address);
}

void ConnectionForm::retranslate()
{
    url_field_->setLabel(tr("Address"));
    access_field_->setLabel(tr("Access key"));
    secret_field_->setLabel(tr("Secret key"));
    secret_key_->setPlaceholderText(kept_name_.empty() ? QString() : tr("Unchanged"));
    more_button_->setText(more_->isHidden() ? tr("More: trust, proxy, where the key is kept")
                                            : tr("Fewer options"));
    name_field_->setLabel(tr("Name"));
    trust_field_->setLabel(tr("Trust"));
    trust_->setItemText(0, tr("The authorities of this system"));
    trust_->setItemText(1, tr("A file of authorities"));
    if (trust_->count() > 2)
        trust_->setItemText(
            2,
            tr("One certificate: %1…").arg(QString::fromStdString(fingerprintText(certificate_)).left(23)));
    ca_field_->setLabel(tr("File"));
    ca_file_->setPlaceholderText(tr("PEM file of certificates"));
    way_field_->setLabel(tr("Proxy"));
    way_->setItemText(0, tr("As the system says (https_proxy)"));
    way_->setItemText(1, tr("None"));
    way_->setItemText(2, tr("This one"));
    proxy_field_->setLabel(tr("Proxy address"));
    place_field_->setLabel(tr("Keep the key"));
    place_->setItemText(0, tr("In the keychain of this desktop"));
    place_->setItemText(1, tr("Until Slipway ends"));
    place_->setItemText(2, tr("In a file that only you can read"));
}

ConnectionForm::Trust ConnectionForm::trustChoice() const
{
    return static_cast<Trust>(trust_->currentIndex());
}

ConnectionForm::Proxy ConnectionForm::proxyChoice() const
{
    return static_cast<Proxy>(way_->currentIndex());
}

KeyPlace ConnectionForm::keyPlace() const
{
    return static_cast<KeyPlace>(place_->currentIndex());
}

QString ConnectionForm::address() const
{
    return url_->text().trimmed();
}

void ConnectionForm::trust(const std::string& sha256)
{
    certificate_ = sha256;
    if (trust_->count() < 3)
        trust_->addItem(QString());
    retranslate();
    trust_->setCurrentIndex(static_cast<int>(Trust::Certificate));
}

void ConnectionForm::fill(const Profile& profile)
{
    project_ = profile.project;
    url_->setText(QString::fromStdString(profile.server));
    access_key_->setText(QString::fromStdString(profile.access_key));
    secret_key_->clear();
    ca_file_->setText(QString::fromStdString(profile.ca_file));
    name_->setText(QString::fromStdString(profile.name));
    if (!profile.certificate_sha256.empty())
        trust(profile.certificate_sha256);
    else
        trust_->setCurrentIndex(static_cast<int>(profile.ca_file.empty() ? Trust::Authorities : Trust::File));
    const bool none = profile.proxy == "none";
    proxy_->setText(none ? QString() : QString::fromStdString(profile.proxy));
    way_->setCurrentIndex(static_cast<int>(none                    ? Proxy::None
                                           : profile.proxy.empty() ? Proxy::Environment
                                                                   : Proxy::Address));
    place_->setCurrentIndex(
        static_cast<int>(profile.secret_key.empty() ? KeyPlace::Keychain : KeyPlace::File));
}

void ConnectionForm::edit(const Profile& profile)
{
    kept_name_ = profile.name;
    fill(profile);
    name_->setReadOnly(true);
    more_->show();
    retranslate();
}

void ConnectionForm::askSecret(const Profile& profile, const QString& why)
{
    fill(profile);
    errors_.clear();
    secret_field_->setError(why);
    secret_key_->setFocus();
}

bool ConnectionForm::check()
{
    errors_.clear();
    if (address().isEmpty() || !Url::parse(profile().server))
        url_field_->setError(tr("Enter an address such as https://slipway.example.com."));
    if (access_key_->text().trimmed().isEmpty())
        access_field_->setError(tr("Enter the access key that the server gave you."));
    if (secret_key_->text().isEmpty() && kept_name_.empty())
        secret_field_->setError(tr("Enter the secret key that belongs to it."));
    return checkMore() && errors_.firstStep() < 0;
}

bool ConnectionForm::checkMore()
{
    if (trustChoice() == Trust::File && !QFileInfo(ca_file_->text().trimmed()).isReadable())
        ca_field_->setError(tr("Choose a PEM file that can be read."));
    if (proxyChoice() == Proxy::Address && !Url::parse(proxy_->text().trimmed().toStdString()))
        proxy_field_->setError(tr("Enter an address such as http://proxy.example.com:3128."));
    const bool good = !ca_field_->hasError() && !proxy_field_->hasError();
    if (!good) {
        more_->show();
        retranslate();
    }
    return good;
}

Profile ConnectionForm::profile() const
{
    Profile profile;
    QString server = address();
    while (server.endsWith(QLatin1Char('/')))
        server.chop(1);
    profile.server = server.toStdString();
    profile.access_key = access_key_->text().trimmed().toStdString();
    profile.secret_key = secret_key_->text().trimmed().toStdString();
    if (!project_.empty())
        profile.project = project_;
    if (trustChoice() == Trust::File)
        profile.ca_file = ca_file_->text().trimmed().toStdString();
    if (trustChoice() == Trust::Certificate)
        profile.certificate_sha256 = certificate_;
    if (proxyChoice() == Proxy::None)
        profile.proxy = "none";
    if (proxyChoice() == Proxy::Address)
        profile.proxy = proxy_->text().trimmed().toStdString();
    const auto url = Url::parse(profile.server);
    const std::string typed = name_->text().trimmed().toStdString();
    profile.name = kept_name_.empty() ? nameFrom(!typed.empty() ? typed
                                                 : url          ? url->host
                                                                : typed,
                                                 "server")
                                      : kept_name_;
    return profile;
}

bool ConnectionForm::showError(const Error& error)
{
    Error placed = error;
    if (error.type == "unknown-key" || error.type == "revoked-key" || error.type == "expired-key")
        placed.field = "access_key";
    else if (error.code == ErrorCode::Unauthenticated)
        placed.field = "secret_key";
    else if (error.type == "bad-ca-file" && trustChoice() == Trust::File)
        placed.field = "ca_file";
    else if (error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded ||
             error.type == "untrusted-certificate" || error.type == "certificate-changed" ||
             error.type == "no-certificate" || error.type == "bad-server")
        placed.field = "server";
    const bool shown = errors_.show(placed);
    errors_.focusFirst();
    return shown;
}

}  // namespace slipway

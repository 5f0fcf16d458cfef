// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_dialog.h"

#include "ui/connections/connection_form.h"
#include "ui/connections/trust_dialog.h"
#include "ui/parts/retranslated.h"
#include "ui/session/explain.h"
#include "widgets/form/button.h"
#include "widgets/form/status/error_banner.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {
constexpr int form_width = 520;
}

ConnectionDialog::ConnectionDialog(const Profile* profile, LocalServerOptions local,
                                   std::filesystem::path config_directory, KeyStore& keys, const Theme& theme,
                                   QWidget* parent)
    : QDialog(parent),
      purpose_(profile ? Purpose::Change : Purpose::Add),
      connector_(std::move(local), std::move(config_directory), keys),
      title_(makeLabel({}, TextRole::Heading)),
      banner_(new ErrorBanner(theme)),
      form_(new ConnectionForm),
      tested_(makeLabel({}, TextRole::Dim)),
      test_(makeButton({}, ButtonKind::Secondary)),
      cancel_(makeButton({}, ButtonKind::Secondary)),
      connect_(makeButton({}, ButtonKind::Primary))
{
    setObjectName(QStringLiteral("connectionDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setSurface(*this, Surface::Panel);
    form_->setFixedWidth(form_width);
    banner_->setRetryVisible(false);
    tested_->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(tested_, 1);
    for (QPushButton* button : {test_, cancel_, connect_})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(title_);
    layout->addWidget(banner_);
    layout->addWidget(form_);
    layout->addLayout(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);  // Grows and shrinks with the options that are shown.
    connect_->setDefault(true);
    if (profile)
        form_->edit(*profile);
    connectAnswers(theme);
    retranslated(this, [this] { retranslate(); });
}

void ConnectionDialog::connectAnswers(const Theme& theme)
{
    const auto begin = [this](const auto& go) {
        return [this, go] {
            say({});
            if (!form_->check())
                return;
            setBusy(true);
            say([this] { tested_->setText(tr("Asking %1…").arg(form_->address())); });
            go();
        };
    };
    connect(test_, &QPushButton::clicked, this, begin([this] { connector_.test(form_->profile()); }));
    connect(connect_, &QPushButton::clicked, this,
            begin([this] { connector_.useServer(form_->profile(), form_->keyPlace()); }));
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(&connector_, &Connector::tested, this, [this](const Account& account) {
        setBusy(false);
        say([this, account] {
            tested_->setText(tr("Connected as %1.").arg(QString::fromStdString(account.user)));
        });
    });
    connect(&connector_, &Connector::failed, this, &ConnectionDialog::showError);
    connect(&connector_, &Connector::secretNeeded, this, [this](const Profile& profile) {
        setBusy(false);
        say([this, profile] {
            form_->askSecret(profile, tr("Enter the secret key again: it was not kept."));
        });
    });
    connect(&connector_, &Connector::certificateDoubted, this,
            [this, &theme](const Profile& profile, const ServerCertificate& certificate, const Error& error) {
                auto* dialog =
                    new TrustDialog(profile, certificate,
                                    error.type == "certificate-changed" ? TrustDialog::Why::Changed
                                                                        : TrustDialog::Why::Unknown,
                                    theme, this);
                connect(dialog, &QDialog::rejected, this, [this, error] { showError(error); });
                connect(dialog, &QDialog::accepted, this, [this, profile, certificate] {
                    Profile trusting = profile;
                    trusting.certificate_sha256 = certificate.sha256;
                    form_->trust(certificate.sha256);
                    connector_.tryAgain(trusting);
                });
                dialog->open();
            });
    connect(&connector_, &Connector::connected, this, &QDialog::accept);
}

void ConnectionDialog::showError(const Error& error)
{
    setBusy(false);
    say([this, error] {
        if (!form_->showError(error))
            banner_->setMessage(explain(error));
    });
}

void ConnectionDialog::say(std::function<void()> message)
{
    message_ = std::move(message);
    tested_->clear();
    banner_->setMessage({});
    if (message_)
        message_();
}

void ConnectionDialog::offer(const QString& address)
{
    Profile profile;
    profile.server = address.toStdString();
    form_->fill(profile);
    say([this] {
        banner_->setMessage(
            tr("A link leads to a server that you have no connection to. Connect only if you know "
               "this server and have keys of it."));
    });
}

void ConnectionDialog::setBusy(bool busy)
{
    form_->setEnabled(!busy);
    test_->setEnabled(!busy);
    connect_->setEnabled(!busy);
}

void ConnectionDialog::retranslate()
{
    title_->setText(purpose_ == Purpose::Add ? tr("Add a connection") : tr("Change the connection"));
    setWindowTitle(title_->text());
    test_->setText(tr("Test connection"));
    cancel_->setText(tr("Cancel"));
    connect_->setText(purpose_ == Purpose::Add ? tr("Connect") : tr("Save and connect"));
    if (message_)
        message_();
}

}  // namespace slipway

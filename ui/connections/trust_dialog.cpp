// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/trust_dialog.h"

#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/copy_box.h"
#include "widgets/form/text_role.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int dialog_width = 560;
constexpr qsizetype digits_a_line = 48;  // Sixteen bytes, with a colon after each.

QString day(const std::string& time)
{
    return QDateTime::fromString(QString::fromStdString(time), Qt::ISODate).date().toString(Qt::ISODate);
}

/// In two lines, so that it can be read out.
QString inLines(const std::string& sha256)
{
    QString text = QString::fromStdString(fingerprintText(sha256));
    if (text.size() > digits_a_line)
        text[digits_a_line - 1] = QLatin1Char('\n');
    return text;
}

}  // namespace

TrustDialog::TrustDialog(const Profile& profile, const ServerCertificate& certificate, Why why,
                         const Theme& theme, QWidget* parent)
    : QDialog(parent),
      server_(QString::fromStdString(profile.server)),
      certificate_(certificate),
      why_(why),
      title_(makeLabel({}, TextRole::Heading)),
      text_(makeLabel({}, why == Why::Changed ? TextRole::Failed : TextRole::Body)),
      fingerprint_title_(makeLabel({}, TextRole::Strong)),
      fingerprint_(new CopyBox(theme)),
      facts_(makeLabel({}, TextRole::Dim)),
      advice_(makeLabel({}, TextRole::Body)),
      cancel_(makeButton({}, ButtonKind::Secondary)),
      trust_(makeButton({}, why == Why::Changed ? ButtonKind::Danger : ButtonKind::Secondary))
{
    setObjectName(QStringLiteral("trustDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setSurface(*this, Surface::Panel);
    setFixedWidth(dialog_width);
    // A server chooses these words; they are never markup.
    facts_->setTextFormat(Qt::PlainText);
    fingerprint_->setObjectName(QStringLiteral("fingerprint"));
    fingerprint_->setText(inLines(certificate_.sha256));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(trust_);
    buttons->addWidget(cancel_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(title_);
    for (QWidget* part :
         {static_cast<QWidget*>(text_), static_cast<QWidget*>(fingerprint_title_),
          static_cast<QWidget*>(fingerprint_), static_cast<QWidget*>(facts_), static_cast<QWidget*>(advice_)})
        layout->addWidget(part);
    for (QLabel* label : {text_, facts_, advice_})
        label->setWordWrap(true);
    layout->addLayout(buttons);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(trust_, &QPushButton::clicked, this, &QDialog::accept);
    retranslated(this, [this] { retranslate(); });
    cancel_->setDefault(true);
    cancel_->setFocus();
}

void TrustDialog::retranslate()
{
    const bool changed = why_ == Why::Changed;
    setWindowTitle(tr("Certificate of the server"));
    title_->setText(changed ? tr("The certificate has changed") : tr("Nobody vouches for this certificate"));
    text_->setText(
        changed ? tr("%1 shows another certificate than the one that you trusted. It may have been "
                     "renewed; or somebody between you and the server reads along. Nothing was sent.")
                      .arg(server_)
                : tr("%1 shows a certificate that no authority you trust has signed. That is usual for "
                     "servers inside a company. Nothing was sent yet.")
                      .arg(server_));
    fingerprint_title_->setText(tr("SHA-256 of the certificate"));
    facts_->setText(tr("Made for %1\nSigned by %2\nValid from %3 until %4")
                        .arg(QString::fromStdString(certificate_.subject).left(200),
                             QString::fromStdString(certificate_.issuer).left(200),
                             day(certificate_.valid_from), day(certificate_.valid_until)));
    advice_->setText(
        tr("Ask the administrator of the server for this number, by another way than this "
           "connection. If it is the same, trust the certificate; no other will be taken then."));
    cancel_->setText(tr("Do not connect"));
    trust_->setText(tr("Trust this certificate"));
    fit();
}

void TrustDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    fit();  // Fonts are those of the theme only now.
}

void TrustDialog::fit()
{
    setFixedHeight(layout()->totalHeightForWidth(dialog_width));
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/forms/confirm_dialog.h"

#include "ui/parts/retranslated.h"
#include "widgets/form/button.h"
#include "widgets/form/dialogs/form_field.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

ConfirmDialog::ConfirmDialog(std::function<Confirmation()> what, QWidget* parent)
    : QDialog(parent),
      what_(std::move(what)),
      title_(makeLabel({}, TextRole::Heading)),
      lost_(makeLabel({}, TextRole::Body)),
      kept_(makeLabel({}, TextRole::Dim)),
      cancel_(makeButton({}, ButtonKind::Secondary)),
      confirm_(makeButton({}, ButtonKind::Danger))
{
    setObjectName(QStringLiteral("confirmDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setMinimumWidth(440);
    setSurface(*this, Surface::Panel);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(title_);
    for (QLabel* label : {lost_, kept_}) {
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm_, &QPushButton::clicked, this, &QDialog::accept);
    if (what_().asks_reason)
        addReason(*layout);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel_);
    buttons->addWidget(confirm_);
    layout->addSpacing(4);
    layout->addLayout(buttons);
    retranslated(this, [this] { retranslate(); });
    // Return must not destroy anything by accident.
    cancel_->setDefault(true);
    if (reason_)
        reason_->setFocus();
    else
        cancel_->setFocus();
}

void ConfirmDialog::addReason(QVBoxLayout& layout)
{
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("reason"));
    reason_field_ = new FormField(reason_, this, FormField::Layout::Column);
    layout.addWidget(reason_field_);
    confirm_->setEnabled(false);
    connect(reason_, &QLineEdit::textChanged, confirm_,
            [this](const QString& text) { confirm_->setEnabled(!text.trimmed().isEmpty()); });
}

void ConfirmDialog::retranslate()
{
    const Confirmation what = what_();
    setWindowTitle(cellText(what.title));
    title_->setText(blockText(what.title, 200));
    lost_->setText(blockText(what.lost, 1000));
    lost_->setVisible(!what.lost.isEmpty());
    kept_->setText(blockText(what.kept, 1000));
    kept_->setVisible(!what.kept.isEmpty());
    cancel_->setText(tr("Cancel"));
    confirm_->setText(what.button);
    if (!reason_field_)
        return;
    reason_field_->setLabel(tr("Reason"));
    reason_field_->setHint(tr("Whoever it belongs to can read your reason in its events."));
}

void ConfirmDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    // The layout asked for the height that the sentences would have in narrower lines.
    if (hasHeightForWidth())
        resize(width(), heightForWidth(width()));
}

std::string ConfirmDialog::reason() const
{
    return reason_ ? reason_->text().trimmed().toStdString() : std::string();
}

}  // namespace slipway

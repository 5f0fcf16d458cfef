// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/confirm_dialog.h"

#include "widgets/form/button.h"
#include "widgets/form/form_field.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

ConfirmDialog::ConfirmDialog(const Confirmation& what, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("confirmDialog"));
    setWindowTitle(what.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setMinimumWidth(440);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(makeLabel(what.title, TextRole::Heading));
    for (const QString& text : {what.lost, what.kept}) {
        if (text.isEmpty())
            continue;
        QLabel* label = makeLabel(text, text == what.lost ? TextRole::Body : TextRole::Dim);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    auto* cancel = makeButton(tr("Cancel"), ButtonKind::Secondary);
    auto* confirm = makeButton(what.button, ButtonKind::Danger);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, &QDialog::accept);
    if (what.asks_reason)
        addReason(*layout, *confirm);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(confirm);
    layout->addSpacing(4);
    layout->addLayout(buttons);
    // Return must not destroy anything by accident.
    cancel->setDefault(true);
    if (reason_)
        reason_->setFocus();
    else
        cancel->setFocus();
}

void ConfirmDialog::addReason(QVBoxLayout& layout, QPushButton& confirm)
{
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("reason"));
    auto* field = new FormField(tr("Reason"), reason_, FormField::Layout::Column);
    field->setHint(tr("It belongs to somebody else. They can read your reason in its events."));
    layout.addWidget(field);
    confirm.setEnabled(false);
    connect(reason_, &QLineEdit::textChanged, &confirm,
            [&confirm](const QString& text) { confirm.setEnabled(!text.trimmed().isEmpty()); });
}

std::string ConfirmDialog::reason() const
{
    return reason_ ? reason_->text().trimmed().toStdString() : std::string();
}

}  // namespace slipway

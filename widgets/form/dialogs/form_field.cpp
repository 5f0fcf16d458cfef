// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/dialogs/form_field.h"

#include "widgets/form/restyle.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int kLabelWidth = 120;

}  // namespace

FormField::FormField(QWidget* editor, QWidget* parent, Layout layout)
    : QWidget(parent),
      label_(makeLabel({}, TextRole::Dim, this)),
      editor_(editor),
      line_(makeLabel({}, TextRole::Small, this))
{
    line_->setWordWrap(true);
    line_->hide();
    label_->setBuddy(editor);
    auto* outer =
        new QBoxLayout(layout == Layout::Row ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(layout == Layout::Row ? 0 : 4);
    if (layout == Layout::Row) {
        label_->setFixedWidth(kLabelWidth);
        label_->setMinimumHeight(30);
        outer->addWidget(label_, 0, Qt::AlignTop);
    } else {
        outer->addWidget(label_);
    }
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    outer->addLayout(right, 1);
    right->addWidget(editor);
    right->addWidget(line_);
    setFocusProxy(editor);
}

QWidget& FormField::control() const
{
    return editor_->focusProxy() ? *editor_->focusProxy() : *editor_;
}

void FormField::setLabel(const QString& label)
{
    text_ = label;
    editor_->setAccessibleName(label);
    control().setAccessibleName(label);
    showLabel();
}

void FormField::setChanged(bool changed)
{
    if (changed == changed_)
        return;
    changed_ = changed;
    showLabel();
    showLine();
}

void FormField::showLabel()
{
    label_->setText(changed_ ? text_ + QStringLiteral(" •") : text_);
    label_->setToolTip(changed_ ? tr("Changed") : QString());
    setTextRole(*label_, changed_ ? TextRole::Accent : TextRole::Dim);
}

void FormField::setHint(const QString& hint)
{
    hint_ = hint;
    showLine();
}

void FormField::setError(const QString& error)
{
    if (error == error_)
        return;
    error_ = error;
    editor_->setProperty("invalid", hasError());
    restyle(*editor_);
    showLine();
    if (hasError())
        announce(*editor_, error);
}

void FormField::showLine()
{
    const QString& text = hasError() ? error_ : hint_;
    setTextRole(*line_, hasError() ? TextRole::Failed : TextRole::Small);
    line_->setText(text);
    line_->setVisible(!text.isEmpty());
    const QString description = changed_ ? tr("Changed. %1").arg(text).trimmed() : text;
    editor_->setAccessibleDescription(description);
    control().setAccessibleDescription(description);
}

}  // namespace slipway

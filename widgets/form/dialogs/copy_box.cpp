// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/dialogs/copy_box.h"

#include "widgets/form/button.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace slipway {

namespace {

/// Of the prompt and the button, beside the first line of the text.
constexpr int line_height = 28;
constexpr int text_margin = 6;

}  // namespace

CopyBox::CopyBox(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      prompt_(makeLabel({}, TextRole::Mono, this)),
      label_(makeLabel({}, TextRole::Mono, this)),
      button_(makeIconButton(IconName::Copy, {}, theme, this))
{
    setProperty("copyBox", true);
    prompt_->setEnabled(false);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label_->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 6, 4);
    row->setSpacing(8);
    row->addWidget(prompt_, 0, Qt::AlignTop);
    row->addWidget(label_, 1);
    row->addWidget(button_, 0, Qt::AlignTop);
    prompt_->setMinimumHeight(line_height);
    label_->setContentsMargins(0, text_margin, 0, text_margin);
    connect(button_, &QToolButton::clicked, this, &CopyBox::copy);
    retranslate();
}

void CopyBox::setText(const QString& text, const QString& prompt)
{
    text_ = text;
    label_->setText(blockText(text));
    prompt_->setText(prompt);
    prompt_->setVisible(!prompt.isEmpty());
    keepRoom();
}

void CopyBox::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    keepRoom();
}

void CopyBox::keepRoom()
{
    // Whoever lays the box out asks for its height before its width is settled.
    const int around = width() - label_->width();
    if (isVisible() && around >= 0)
        label_->setMinimumHeight(label_->heightForWidth(label_->width()));
}

void CopyBox::copy()
{
    QGuiApplication::clipboard()->setText(text_);
    announce(*this, tr("Copied."));
    Q_EMIT copied();
}

void CopyBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void CopyBox::retranslate()
{
    button_->setToolTip(tr("Copy"));
    button_->setAccessibleName(tr("Copy"));
    label_->setAccessibleName(tr("Text to copy"));
}

}  // namespace slipway

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/error_banner.h"

#include "widgets/form/button.h"
#include "widgets/form/icon_label.h"
#include "widgets/form/status/announce.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace slipway {

namespace {
/// More than any sentence of ours has; a server may send more.
constexpr qsizetype most_characters = 1000;
}  // namespace

ErrorBanner::ErrorBanner(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      label_(makeLabel({}, TextRole::Body, this)),
      retry_(makeButton({}, ButtonKind::Secondary, this))
{
    setProperty("errorBanner", true);
    label_->setWordWrap(true);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(new IconLabel(icon(IconName::Warning, theme, IconTint::Failed), 16, this));
    row->addWidget(label_, 1);
    row->addWidget(retry_);
    connect(retry_, &QPushButton::clicked, this, &ErrorBanner::retryRequested);
    retranslate();
    hide();
}

void ErrorBanner::setMessage(const QString& message)
{
    const QString shown = blockText(message, most_characters);
    if (shown == label_->text())
        return;
    label_->setText(shown);
    setAccessibleName(shown);
    setVisible(!message.isEmpty());
    if (!message.isEmpty())
        announce(*this, shown);
}

QString ErrorBanner::message() const
{
    return label_->text();
}

void ErrorBanner::setRetryVisible(bool visible)
{
    retry_->setVisible(visible);
}

void ErrorBanner::setActionText(const QString& text)
{
    action_text_ = text;
    retranslate();
}

void ErrorBanner::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ErrorBanner::retranslate()
{
    retry_->setText(action_text_.isEmpty() ? tr("Retry") : action_text_);
}

}  // namespace slipway

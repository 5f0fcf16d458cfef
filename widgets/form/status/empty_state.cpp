// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/empty_state.h"

#include "widgets/form/button.h"
#include "widgets/form/icon_label.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int kWidestText = 420;

}  // namespace

EmptyState::EmptyState(IconName name, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      title_(makeLabel({}, TextRole::Strong, this)),
      text_(makeLabel({}, TextRole::Dim, this)),
      button_(makeButton({}, ButtonKind::Primary, this))
{
    title_->setAlignment(Qt::AlignCenter);
    text_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text_->setWordWrap(true);
    button_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(new IconLabel(icon(name, theme), 32, this), 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(title_, 0, Qt::AlignHCenter);
    column->addWidget(text_, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(button_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setTitle(const QString& title)
{
    title_->setText(cellText(title));
    describe();
}

void EmptyState::setText(const QString& sentence)
{
    text_->setText(blockText(sentence, 1000));
    const int width = qMin(kWidestText, text_->fontMetrics().horizontalAdvance(sentence) + 8);
    text_->setFixedSize(
        width, qMax(0, text_->heightForWidth(width)));  // A centred label does not ask for its height.
    text_->setVisible(!sentence.isEmpty());
    describe();
}

void EmptyState::setAction(const QString& text)
{
    button_->setText(text);
    button_->setVisible(!text.isEmpty());
}

void EmptyState::describe()
{
    setAccessibleName(title_->text());
    setAccessibleDescription(text_->text());
}

}  // namespace slipway

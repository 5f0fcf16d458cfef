// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/status/empty_state.h"

#include "widgets/form/button.h"
#include "widgets/form/icon_label.h"
#include "widgets/form/text_role.h"
#include "widgets/table/plain_text.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway {

namespace {

constexpr int widest_text = 420;
/// What comes from a server may be longer.
constexpr qsizetype most_characters = 600;
constexpr int icon_side = 32;
/// In less than this the icon gives way to the words, and then the sentence to the title.
constexpr int room_for_icon = 148;
constexpr int room_for_text = 88;

/// The narrowest in which the sentence takes no more lines than in the widest, so that none is left with a
/// single word.
int balancedWidth(const QLabel& label, const QString& sentence)
{
    const int whole = label.fontMetrics().horizontalAdvance(sentence) + 8;
    if (whole <= widest_text)
        return whole;
    const int height = label.heightForWidth(widest_text);
    int width = widest_text;
    constexpr int step = 4;
    while (width > widest_text / 2 && label.heightForWidth(width - step) <= height)
        width -= step;
    return width;
}

}  // namespace

EmptyState::EmptyState(IconName name, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      icon_(new IconLabel(icon(name, theme), icon_side, this)),
      title_(makeLabel({}, TextRole::Strong, this)),
      text_(makeLabel({}, TextRole::Dim, this)),
      button_(makeButton({}, ButtonKind::Primary, this))
{
    title_->setAlignment(Qt::AlignCenter);
    text_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text_->setWordWrap(true);
    text_->hide();
    button_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 8, 24, 8);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(icon_, 0, Qt::AlignHCenter);
    column->addWidget(title_, 0, Qt::AlignHCenter);
    column->addWidget(text_, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(button_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setIcon(IconName name, IconTint tint)
{
    icon_->setIcon(icon(name, theme_, tint));
}

void EmptyState::setTitle(const QString& title)
{
    title_->setText(cellText(title));
    describe();
}

void EmptyState::setText(const QString& whole)
{
    const QString sentence = blockText(whole, most_characters);
    if (sentence == text_->text())
        return;
    text_->setText(sentence);
    if (testAttribute(Qt::WA_WState_Polished))
        fit();
    describe();
}

void EmptyState::fit()
{
    text_->ensurePolished();
    text_->setMinimumSize(0, 0);  // A label measures itself no narrower than this.
    const int width = balancedWidth(*text_, text_->text());
    text_->setFixedSize(
        width, qMax(0, text_->heightForWidth(width)));  // A centred label does not ask for its height.
    showWhatFits();
}

bool EmptyState::event(QEvent* event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Polish || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::FontChange)
        if (testAttribute(Qt::WA_WState_Polished))
            fit();
    return done;
}

void EmptyState::setAction(const QString& text)
{
    button_->setText(text);
    button_->setVisible(!text.isEmpty());
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showWhatFits();
}

void EmptyState::showWhatFits()
{
    icon_->setVisible(height() >= room_for_icon);
    text_->setVisible(!text_->text().isEmpty() && height() >= room_for_text);
}

void EmptyState::describe()
{
    setAccessibleName(title_->text());
    setAccessibleDescription(text_->text());
}

}  // namespace slipway

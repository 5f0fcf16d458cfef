// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form/search_field.h"

#include "widgets/form/icon_label.h"
#include "widgets/form/text_role.h"
#include "widgets/theme/icon.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>

namespace slipway {

SearchField::SearchField(const Theme& theme, QWidget* parent)
    : QLineEdit(parent), hint_(makeLabel({}, TextRole::Body, this)), note_(makeLabel({}, TextRole::Dim, this))
{
    setProperty("searchField", true);
    hint_->setProperty("keyCap", true);
    for (QLabel* label : {hint_, note_}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->hide();
    }
    (new IconLabel(icon(IconName::Search, theme), 14, this))->move(10, 8);
    connect(this, &QLineEdit::textChanged, this, &SearchField::arrange);
}

void SearchField::setShortcutHint(const QString& keys)
{
    hint_->setText(QString(keys).replace(u'+', u' '));
    arrange();
}

void SearchField::setNote(const QString& note)
{
    note_->setText(note);
    setAccessibleDescription(note);
    arrange();
}

void SearchField::arrange()
{
    hint_->setVisible(!hint_->text().isEmpty() && text().isEmpty() && !hasFocus());
    note_->setVisible(!note_->text().isEmpty());
    QLabel* shown = note_->isHidden() ? hint_ : note_;
    int room = 0;
    for (QLabel* label : {hint_, note_}) {
        label->adjustSize();
        label->move(width() - label->width() - 10, (height() - label->height()) / 2);
    }
    if (!shown->isHidden())
        room = shown->width() + 6;
    if (shown == note_)
        hint_->hide();
    setTextMargins(0, 0, room, 0);
}

void SearchField::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    arrange();
}

void SearchField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    arrange();
}

void SearchField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    arrange();
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

}  // namespace slipway
